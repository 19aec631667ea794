import { z } from 'zod'
import { event } from '#core/event.ts'

/** A saved view was made, changed or removed. */
export const ViewChanged = event('customization.view_changed', z.object({ viewId: z.uuid() }))
