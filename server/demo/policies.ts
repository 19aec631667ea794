import { ReminderPolicy } from '#core/collections/policy.ts'
import { Segment } from '#core/collections/segment.ts'
import { uuidv7 } from '#platform/ids.ts'
import type { Api } from './index.ts'

/** Two policies beside the general one: large debts are called too, and a gentler one is only tried. */
export async function layPolicies(api: Api): Promise<void> {
  const { rows } = await api.collections.policies({})
  const general = rows.find(({ policy }) => policy.isDefault)
  if (!general) return
  const call = { key: 'call', offsetDays: 7, tone: 'friendly', channels: ['best'], act: 'call' }
  const large = ReminderPolicy.parse({
    ...general.policy,
    key: 'large',
    isDefault: false,
    segment: Segment.parse({ minimumBalance: { minor: 5_000_000, currency: 'SAR' } }),
    steps: [...general.policy.steps, call].toSorted((a, b) => a.offsetDays - b.offsetDays),
  })
  const gentle = ReminderPolicy.parse({
    ...general.policy,
    key: 'gentle',
    isDefault: false,
    isOff: true,
    segment: Segment.parse({ kindsAnyOf: ['company'], averageLateTo: 14 }),
    steps: general.policy.steps.slice(0, 4),
  })
  await api.collections.savePolicy({
    key: 'large',
    name: 'كبار المدينين',
    place: 10,
    policy: large,
  })
  await api.collections.savePolicy({
    ...{ key: 'gentle', name: 'من يسددون قريبًا من موعدهم', place: 20 },
    policy: gentle,
  })
  await api.collections.startSimulation({
    ...{ id: uuidv7(Date.now()), key: 'gentle', name: 'من يسددون قريبًا من موعدهم', place: 20 },
    ...{ policy: gentle, costs: { whatsapp: 20, email: 1, sms: 12 } },
  })
}
