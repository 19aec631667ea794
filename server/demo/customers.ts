import { uuidv7 } from '#platform/ids.ts'
import type { Chance } from './chance.ts'
import type { Api } from './index.ts'
import { cities, contactName, type Named, nameCustomers } from './names.ts'

/** How a customer pays: days after the due date, how surely, and in how many parts. */
export type Habit = Readonly<{ early: number; late: number; pays: number; parts: number }>

export type DemoCustomer = Named &
  Readonly<{ id: string; habit: Habit; weight: number; termDays: number }>

const habits: readonly [share: number, habit: Habit][] = [
  [0.42, { early: -4, late: 3, pays: 1, parts: 0.04 }],
  [0.72, { early: 2, late: 21, pays: 0.99, parts: 0.12 }],
  [0.91, { early: 18, late: 58, pays: 0.95, parts: 0.25 }],
  [1, { early: 40, late: 130, pays: 0.6, parts: 0.4 }],
]

const digits = (luck: Chance, count: number) =>
  Array.from({ length: count }, () => luck.between(0, 9)).join('')

function describe(
  luck: Chance,
  named: Named,
  at: number,
  ownerIds: readonly string[],
): DemoCustomer {
  const dice = luck.next()
  const habit = (habits.find(([share]) => dice < share) ?? habits[0])?.[1]
  if (!habit) throw new Error('Every customer has a habit')
  return {
    ...named,
    id: uuidv7(Date.now()),
    habit,
    weight: at < 40 ? 6 : at < 140 ? 2 : 1,
    termDays: luck.pick([0, 15, 30, 30, 30, 45, 60]),
    ...(ownerIds.length > 0 && {}),
  }
}

const tagsOf = (luck: Chance) =>
  luck.often(0.35) ? [luck.pick(['مقاولات', 'حكومي', 'تجزئة', 'VIP', 'مشاريع'])] : []

/** Writes one customer as a person would type them, through the product's own door. */
async function add(api: Api, luck: Chance, customer: DemoCustomer, at: number, ownerId: string) {
  const [city, district, street, postalCode] = luck.pick(cities)
  const company = customer.kind === 'company'
  const id = () => uuidv7(Date.now())
  const contactId = id()
  await api.contacts.add({
    id: customer.id,
    kind: customer.kind,
    name: customer.name,
    language: customer.language,
    ownerId,
    stage: 'prospect',
    ...(company &&
      customer.country === 'SA' && {
        vatNumber: `3${digits(luck, 13)}3`,
        registration: `10${digits(luck, 8)}`,
      }),
    address: {
      building: String(luck.between(1000, 9999)),
      ...(customer.country === 'SA'
        ? { street, district, city, postalCode }
        : { city: customer.city ?? '' }),
      country: customer.country,
    },
    terms:
      customer.termDays === 0
        ? { kind: 'immediate' }
        : { kind: 'days_from_invoice', days: customer.termDays },
    tags: tagsOf(luck),
    contacts: company
      ? [{ id: contactId, name: contactName(luck), title: 'مدير المشتريات', primary: true }]
      : [],
    identities: [
      {
        id: id(),
        kind: 'phone',
        typed: `${luck.pick(['050', '053', '054', '055', '056'])}${digits(luck, 7)}`,
        primary: true,
        ...(company && { contactId }),
      },
      ...(at % 11 === 10
        ? []
        : [
            { id: id(), kind: 'email' as const, typed: `accounts${at}@example.com`, primary: true },
          ]),
    ],
  })
}

/** The demo company's customers, with the habit by which each of them will pay. */
export async function addCustomers(
  api: Api,
  luck: Chance,
  count: number,
  ownerIds: readonly string[],
): Promise<DemoCustomer[]> {
  const customers = nameCustomers(luck, count).map((named, at) =>
    describe(luck, named, at, ownerIds),
  )
  for (const [at, customer] of customers.entries())
    await add(api, luck, customer, at, ownerIds[at % ownerIds.length] ?? '')
  return customers
}
