/**
 * Collaboration: what the people of a company tell each other. It owns notifications and who wants
 * to hear of what. It says aloud that somebody has something new to look at.
 */
export { acquaintances, type FindAcquaintances } from './customers.ts'
export { forgetNews } from './notify.ts'
export { type Posted, type PushService, pushService } from './push/service.ts'
