import { createRouterClient, type RouterClient } from '@orpc/server'
import { joinGrants, shippedGrants } from '#core/people/roles.ts'
import { confirmationUrl } from '#modules/collections/index.ts'
import { addUser, type DemoCompany, type Founded, foundCompany } from '#modules/people/index.ts'
import type { Context } from '#platform/context.ts'
import type { House } from '#platform/house.ts'
import { uuidv7 } from '#platform/ids.ts'
import type { Session } from '#platform/session.ts'
import { dayOf, nowOf } from '#platform/time.ts'
import type { router } from '../modules.ts'
import { askForBalances } from './balances.ts'
import { chance } from './chance.ts'
import { addCustomers } from './customers.ts'
import { finish } from './present.ts'
import { liveYear } from './year.ts'

type Router = ReturnType<typeof router>
/** The product's own API, called in the process: everything goes through its use cases. */
export type Api = RouterClient<Router>

/** How to sign in to the demo company. It is made only where the house is local. */
export const demoSignIn = { email: 'demo@wasl.example', password: 'a year in riyadh' } as const

const people = [
  { name: 'سعد الحربي', email: 'saad@wasl.example', role: 'collector' },
  { name: 'ريم القحطاني', email: 'reem@wasl.example', role: 'accountant' },
  { name: 'ماجد العتيبي', email: 'majed@wasl.example', role: 'sales' },
] as const

function contextOf(house: House, session: Session): Context {
  return {
    house,
    session: () => session,
    signedIn: true,
    address: '127.0.0.1',
    agent: 'demo',
    language: 'ar',
    trace: session.trace,
    token: undefined,
    setCookie: () => {},
  }
}

export type DemoSize = Readonly<{ customers: number; invoices: number }>

export type DemoOptions = Readonly<{
  size?: DemoSize
  password?: string
  language?: 'ar' | 'en'
  /** Hears of the steps that take long, in a sentence each. */
  progress: (sentence: string) => void
  /** Hears how much is done, from 0 to 1. */
  lived?: (share: number) => Promise<void>
}>

/**
 * Makes the demo company: a year of an Arabic trading company, told by a fixed seed through the
 * product's own use cases.
 */
export async function makeDemo(
  real: House,
  routes: Router,
  options: DemoOptions,
): Promise<Founded> {
  // A clock of its own: whoever looks at the house meanwhile lives in the present.
  const house: House = { ...real, clock: { offsetMs: real.clock.offsetMs } }
  const { customers: count, invoices } = options.size ?? { customers: 300, invoices: 3000 }
  const password = options.password ?? demoSignIn.password
  const luck = chance(20_261_122)
  const today = dayOf(nowOf(house.clock), 'Asia/Riyadh')
  options.progress('Making the demo company: a year of invoices and payments')
  const founded = await foundCompany(
    house,
    {
      name: 'روافد الخليج للتوريدات',
      nameEn: 'Rawafid Gulf Supplies',
      vatNumber: '300561928700003',
      registration: '1010482937',
      zone: 'Asia/Riyadh',
      baseCurrency: 'SAR',
      address: {
        building: '7240',
        street: 'طريق الملك عبدالعزيز',
        district: 'الياسمين',
        city: 'الرياض',
        postalCode: '13325',
        country: 'SA',
      },
      phone: '+966500000000',
      email: 'accounts@rawafid.example',
      iban: 'SA0380000000608010167519',
      bankName: 'مصرف الرياض',
    },
    { name: 'نورة السبيعي', email: demoSignIn.email, password },
    options.language ?? 'ar',
  )
  const session: Session = {
    house,
    companyId: founded.companyId,
    actor: { kind: 'user', id: founded.userId, name: 'نورة السبيعي' },
    grants: joinGrants([shippedGrants('owner')], []),
    teamIds: [founded.userId],
    language: 'ar',
    trace: uuidv7(Date.now()),
    personId: founded.personId,
  }
  const api = createRouterClient(routes, { context: contextOf(house, session) }) as Api
  const staff = []
  for (const person of people) staff.push(await addUser(session, { ...person, password }))
  await options.lived?.(0.02)
  const customers = await addCustomers(api, luck, count, [founded.userId, ...staff])
  const plan = { api, luck, customers, today, invoices, clock: house.clock }
  const lived = async (share: number) => options.lived?.(0.08 + share * 0.88)
  const ids = await liveYear({ ...plan, lived, progress: options.progress })
  await finish(api, luck, customers, ids, today)
  await askForBalances(api, today, (confirmation) => confirmationUrl(session, confirmation))
  return founded
}

/** The demo company as people's port wants it; a test may ask for a small one. */
export const demoCompanyOf = (routes: Router, size?: DemoSize): DemoCompany => ({
  ...demoSignIn,
  make: (house, options) =>
    makeDemo(house, routes, {
      ...options,
      ...(size && { size }),
      progress: (sentence) => house.log.info(sentence),
    }),
})
