import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Direction, Id, PageInput, pageOf } from '#core/list.ts'
import { MessageState } from '#core/messaging/message.ts'
import { Money } from '#core/money.ts'
import { routesOf } from '#core/route.ts'
import { UpdateCode } from './agency-referral.ts'
import { ContactHours, Ground, RegisterChannel, RegisterKind } from './contact-register.ts'
import { ContactOutcome } from './desk/outcome.ts'

const Came = z.discriminatedUnion('of', [
  z.object({ of: z.literal('message'), state: MessageState, reason: z.string().nullable() }),
  z.object({ of: z.literal('attempt'), outcome: ContactOutcome, promised: Money.nullable() }),
  z.object({ of: z.literal('agency'), code: UpdateCode, amount: Money.nullable() }),
  /** Spoken elsewhere and written down: its text is with the conversation. */
  z.object({ of: z.literal('talk') }),
])

/** One contact with a debtor, as its own log keeps it. */
export const RegisteredContact = z.object({
  id: Id,
  at: z.iso.datetime(),
  kind: RegisterKind,
  channel: RegisterChannel,
  direction: z.enum(['in', 'out']),
  by: z.string(),
  /** The house by itself. */
  automatic: z.boolean(),
  customerId: Id,
  customerName: z.string().nullable(),
  customerNumber: z.string(),
  /** Whom of theirs, and at which number or address: covered for whoever may not see those. */
  to: z.string(),
  toAddress: z.string().nullable(),
  /** The documents that it was about; none: the whole account. */
  debts: z.array(z.string()),
  amount: Money.nullable(),
  came: Came,
  /** Null where the hours are not to be judged. */
  hours: ContactHours.nullable(),
  ground: Ground,
  /** Why somebody overruled what stood against it. */
  because: z.string().nullable(),
  messageId: Id.nullable(),
  referralId: Id.nullable(),
})
export type RegisteredContact = z.infer<typeof RegisteredContact>

export const ContactRegisterFilter = z.object({
  customerId: Id.optional(),
  byId: Id.optional(),
  /** What the house did by itself, or what persons did. */
  automatic: z.boolean().optional(),
  channel: z.array(RegisterChannel).max(9).optional(),
  kind: z.array(RegisterKind).max(9).optional(),
  from: Day.optional(),
  to: Day.optional(),
})
export type ContactRegisterFilter = z.infer<typeof ContactRegisterFilter>

export const ContactRegisterInput = PageInput.extend(ContactRegisterFilter.shape).extend({
  direction: Direction.default('desc'),
})
export type ContactRegisterInput = z.infer<typeof ContactRegisterInput>

const at = routesOf('collections')

/** The register of contacts' part of the wire of collections. */
export const contactRegisterContract = {
  contactRegister: at('GET', '/contact-register')
    .input(ContactRegisterInput)
    .output(pageOf(RegisteredContact)),
  contactRegisterFile: at('GET', '/contact-register/file')
    .input(ContactRegisterFilter)
    .output(z.file()),
}
