import { z } from 'zod'
import { event } from '#core/event.ts'

/** A company exists, with its owner. Other modules lay their own ground: accounts, series, policies. */
export const CompanyFounded = event('people.company_founded', z.object({ companyId: z.uuid() }))

/** Somebody may now do more, or less, than before. */
export const AccessChanged = event('people.access_changed', z.object({ userId: z.uuid() }))
