import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reachChannels } from '#core/contacts/customer.ts'
import { decideReach, unreachedBy, type Way, type Wish } from './reach.ts'

const open = (channel: Way['channel'], more: Partial<Way> = {}): Way => ({
  channel,
  account: true,
  address: true,
  numberWrong: false,
  unreachable: false,
  optedOut: false,
  blocked: false,
  window: channel === 'email' || channel === 'sms' ? 'always' : 'closed',
  template: channel === 'whatsapp',
  last: null,
  ...more,
})
const best: Wish = { asked: 'best', preferred: null, declinable: true }
const chosen = (ways: Way[], wish: Partial<Wish> = {}) => {
  const { channel, form, because } = decideReach(ways, { ...best, ...wish })
  return [channel, form, because]
}

test('an open window comes first, then an approved template, then mail, then the short message', () => {
  const all = [open('email'), open('sms'), open('whatsapp')]
  expect(chosen(all)).toEqual(['whatsapp', 'template', 'template'])
  expect(chosen([...all, open('messenger', { window: 'open' })])).toEqual([
    ...['messenger', 'full', 'open_window'],
  ])
  expect(chosen([open('sms'), open('email'), open('whatsapp', { template: false })])).toEqual([
    ...['email', 'full', 'address'],
  ])
  expect(chosen([open('sms')])).toEqual(['sms', 'short', 'only'])
})

test('their own wish comes before all that, unless our last message failed there', () => {
  const all = [open('email'), open('sms'), open('whatsapp', { window: 'open' })]
  expect(chosen(all, { preferred: 'sms' })).toEqual(['sms', 'short', 'preferred'])
  const failed = [open('email'), open('sms', { last: 'failed' })]
  expect(chosen(failed, { preferred: 'sms' })).toEqual(['email', 'full', 'address'])
  expect(decideReach(failed, { ...best, preferred: 'sms' }).passed).toEqual([
    { channel: 'sms', why: 'failed_lately' },
  ])
})

test('hours that are a person’s alone are no open window for the house', () => {
  const messenger = open('messenger', { window: 'human' })
  expect(decideReach([messenger], best)).toMatchObject({
    channel: null,
    passed: [{ channel: 'messenger', why: 'window_closed' }],
  })
})

test('what is owed goes where the rest was declined', () => {
  const ways = [open('email', { optedOut: true })]
  expect(chosen(ways)).toEqual([null, null, null])
  expect(chosen(ways, { declinable: false })).toEqual(['email', 'full', 'only'])
})

test.each([
  [[open('email', { account: false })], 'no_channel'],
  [[open('email', { address: false }), open('sms', { account: false })], 'no_address'],
  [[open('sms', { address: false, numberWrong: true })], 'number_wrong'],
  [
    [open('sms', { address: false, numberWrong: true }), open('email', { address: false })],
    'number_wrong',
  ],
  [[open('email', { unreachable: true }), open('sms', { account: false })], 'no_address'],
  [[open('email', { optedOut: true }), open('sms', { address: false })], 'opted_out'],
  [[open('whatsapp', { template: false })], 'window_closed_without_template'],
  [[open('whatsapp', { blocked: true }), open('email', { address: false })], 'no_channel'],
] as const)('nobody is reached, for one reason that says what to do: %#', (ways, reason) => {
  expect(unreachedBy(decideReach(ways, best))).toBe(reason)
})

const anyWay = (channel: Way['channel']) =>
  fc.record<Way>({
    channel: fc.constant(channel),
    account: fc.boolean(),
    address: fc.boolean(),
    optedOut: fc.boolean(),
    numberWrong: fc.boolean(),
    unreachable: fc.boolean(),
    blocked: fc.boolean(),
    window:
      channel === 'email' || channel === 'sms'
        ? fc.constant('always')
        : fc.constantFrom<Way['window']>('open', 'human', 'closed'),
    template: channel === 'whatsapp' ? fc.boolean() : fc.constant(false),
    last: fc.constantFrom<Way['last']>(null, 'arrived', 'failed'),
  })
const anyWays = fc.tuple(...reachChannels.map(anyWay)).chain((ways) => fc.shuffledSubarray(ways))
const anyWish = fc.record<Wish>({
  asked: fc.constantFrom('best', ...reachChannels),
  preferred: fc.constantFrom(null, ...reachChannels),
  declinable: fc.boolean(),
})

test('what is taken is open, every other way has a reason, and none is named twice', () => {
  fc.assert(
    fc.property(anyWays, anyWish, (ways, wish) => {
      const { channel, form, passed } = decideReach(ways, wish)
      const named = [...passed.map((each) => each.channel), ...(channel ? [channel] : [])]
      expect(named.toSorted()).toEqual(ways.map((way) => way.channel).toSorted())
      const taken = ways.find((way) => way.channel === channel)
      if (!taken) return
      expect(taken.account && taken.address && !taken.blocked).toBe(true)
      expect(wish.declinable && taken.optedOut).toBe(false)
      if (wish.asked !== 'best') expect(channel).toBe(wish.asked)
      if (form === 'template') expect(taken.template).toBe(true)
      if (form === 'full') expect(['open', 'always']).toContain(taken.window)
    }),
  )
})

test('the order in which ways are named changes nothing', () => {
  fc.assert(
    fc.property(anyWays, anyWish, (ways, wish) => {
      const { passed: _, ...one } = decideReach(ways, wish)
      expect(decideReach(ways.toReversed(), wish)).toMatchObject(one)
    }),
  )
})

test('one more open way never loses a customer who was reached', () => {
  fc.assert(
    fc.property(anyWays, anyWish, (ways, wish) => {
      if (decideReach(ways, wish).channel === null) return
      const more = ways.map((way) => ({ ...way, optedOut: false, blocked: false }))
      expect(decideReach(more, wish).channel).not.toBeNull()
    }),
  )
})
