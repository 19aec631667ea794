import { z } from 'zod'
import { ReachChannel, reachChannels } from '#core/contacts/customer.ts'
import { Id } from '#core/list.ts'
import type { Window } from './window.ts'

/** Why a way was passed over, the first thing that stands against it. */
export const passedWhy = [
  'no_account',
  'number_wrong',
  'no_address',
  'unreachable',
  'opted_out',
  'blocked',
  'window_closed',
  'no_template',
  'not_asked',
  'failed_lately',
  'less_fit',
] as const
export const PassedWhy = z.enum(passedWhy)
export type PassedWhy = z.infer<typeof PassedWhy>

/** Why a way was taken. */
export const takenWhy = [
  'fixed',
  'preferred',
  'open_window',
  'template',
  'address',
  'only',
] as const
export const TakenWhy = z.enum(takenWhy)
export type TakenWhy = z.infer<typeof TakenWhy>

/** In what form a message travels: all of it, in the words of an approved template, or short. */
export const reachForms = ['full', 'template', 'short'] as const
export const ReachForm = z.enum(reachForms)
export type ReachForm = z.infer<typeof ReachForm>

/** A way that was not taken, and what stood against it. */
export const ReachPassed = z.object({ channel: ReachChannel, why: PassedWhy })
export type ReachPassed = z.infer<typeof ReachPassed>

/** «لماذا بهذه القناة؟»: kept with each message, so that it can be answered long after. */
export const ReachWhy = z.object({
  channel: ReachChannel.nullable(),
  form: ReachForm.nullable(),
  because: TakenWhy.nullable(),
  passed: z.array(ReachPassed),
})
export type ReachWhy = z.infer<typeof ReachWhy>

/** A message before it is sent: which way it takes, where to, and how it reads there. */
export const ReachSeen = z.object({
  why: ReachWhy,
  /** Null where nobody is reached, or to those who may not see identities. */
  to: z.string().nullable(),
  words: z.string(),
  /** Every channel that could be chosen by hand. */
  open: z.array(ReachChannel),
  /** Those that could not, each with what stands against it. */
  closed: z.array(ReachPassed),
})
export type ReachSeen = z.infer<typeof ReachSeen>

/** What a sender asks for: one way alone, or the best of all. */
export const ReachAsked = z.enum(['best', ...reachChannels])
export type ReachAsked = z.infer<typeof ReachAsked>

/** How a document shall travel: by the best way when nothing is said, or on a thread that is open. */
export const travelShape = {
  channel: ReachAsked.optional(),
  threadId: Id.optional(),
  /** For so long what goes on a thread can be taken back. */
  holdSeconds: z.int().min(0).max(60).optional(),
}
export type Travel = Readonly<{
  channel?: ReachAsked | undefined
  threadId?: string | undefined
  holdSeconds?: number | undefined
}>

/** All that is known of one way to one customer at one moment. */
export type Way = Readonly<{
  channel: ReachChannel
  /** The company has an account that works. */
  account: boolean
  /** There is an address, or a thread that we may answer on. */
  address: boolean
  /** The only number there is known to be somebody else's. */
  numberWrong: boolean
  /** What we sent to the address came back for good. */
  unreachable: boolean
  /** They declined what they may decline, on this way. */
  optedOut: boolean
  /** They blocked us there, or the vendor says so. */
  blocked: boolean
  window: Window['state']
  /** An approved template of the vendor can say this text. */
  template: boolean
  /** How our last message on this way ended, if one did lately. */
  last: 'arrived' | 'failed' | null
}>

export type Wish = Readonly<{
  asked: ReachAsked
  preferred: ReachChannel | null
  /** What is owed to a customer goes although they declined the rest. */
  declinable: boolean
}>

/** A channel on which a person must write to us before we may say what we like. */
const answersOnly: ReadonlySet<ReachChannel> = new Set(['whatsapp', 'messenger', 'instagram'])

const formOf = ({ channel, window }: Way): ReachForm => {
  if (channel === 'sms') return 'short'
  return !answersOnly.has(channel) || window === 'open' || window === 'always' ? 'full' : 'template'
}

/** What stands against a way whatever else there is; nothing where it is open. */
function obstacle(way: Way, { declinable }: Wish): PassedWhy | undefined {
  if (!way.account) return 'no_account'
  if (!way.address) return way.numberWrong ? 'number_wrong' : 'no_address'
  if (way.unreachable) return 'unreachable'
  if (way.blocked) return 'blocked'
  if (declinable && way.optedOut) return 'opted_out'
  if (formOf(way) !== 'template' || way.template) return undefined
  return way.channel === 'whatsapp' ? 'no_template' : 'window_closed'
}

/** The smaller, the better: what failed last comes last, then their wish, then how free one may speak. */
function rank(way: Way, { preferred }: Wish): readonly number[] {
  const form = formOf(way)
  const freedom = answersOnly.has(way.channel) ? (form === 'full' ? 0 : 1) : form === 'full' ? 2 : 3
  return [
    way.last === 'failed' ? 1 : 0,
    way.channel === preferred ? 0 : 1,
    freedom,
    way.last === 'arrived' ? 0 : 1,
    reachChannels.indexOf(way.channel),
  ]
}

function before(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, index) => value !== b[index])
  return place === -1 ? 0 : (a[place] ?? 0) - (b[place] ?? 0)
}

function because(way: Way, wish: Wish, open: number): TakenWhy {
  if (wish.asked !== 'best') return 'fixed'
  if (way.channel === wish.preferred) return 'preferred'
  if (open === 1) return 'only'
  if (!answersOnly.has(way.channel)) return 'address'
  return formOf(way) === 'full' ? 'open_window' : 'template'
}

/**
 * Which way a message takes to a customer, in what form and why, with the reason of every way that
 * was passed over. Nothing is taken when every way is shut. A way that was asked for by name is
 * the only one.
 */
export function decideReach(ways: readonly Way[], wish: Wish): ReachWhy {
  const judged = ways.map((way) => ({
    way,
    why:
      wish.asked !== 'best' && way.channel !== wish.asked
        ? ('not_asked' as const)
        : obstacle(way, wish),
  }))
  const open = judged.flatMap(({ way, why }) => (why === undefined ? [way] : []))
  const [best] = open.toSorted((a, b) => before(rank(a, wish), rank(b, wish)))
  const passed = judged.flatMap(({ way, why }) => {
    if (way === best) return []
    const left = way.last === 'failed' ? ('failed_lately' as const) : ('less_fit' as const)
    return [{ channel: way.channel, why: why ?? left }]
  })
  if (!best) return { channel: null, form: null, because: null, passed }
  return {
    channel: best.channel,
    form: formOf(best),
    because: because(best, wish, open.length),
    passed,
  }
}

/** What keeps a message from every way, in one word: what can be mended comes before what cannot. */
export type Unreached =
  | 'no_channel'
  | 'number_wrong'
  | 'no_address'
  | 'opted_out'
  | 'window_closed_without_template'

export function unreachedBy({ channel, passed }: ReachWhy): Unreached | undefined {
  if (channel !== null) return undefined
  const whys = new Set(passed.map(({ why }) => why))
  if (whys.has('no_template') || whys.has('window_closed')) return 'window_closed_without_template'
  if (whys.has('opted_out')) return 'opted_out'
  if (whys.has('number_wrong')) return 'number_wrong'
  // Only another address helps against one that returns everything.
  if (whys.has('unreachable')) return 'no_address'
  if (whys.has('no_address') && !whys.has('blocked')) return 'no_address'
  return 'no_channel'
}
