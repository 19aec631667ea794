import { createRouterClient, type RouterClient } from '@orpc/server'
import { joinGrants, shippedGrants } from '#core/people/roles.ts'
import { addUser, foundCompany } from '#modules/people/index.ts'
import type { Context } from '#platform/context.ts'
import type { House } from '#platform/house.ts'
import { uuidv7 } from '#platform/ids.ts'
import type { Session } from '#platform/session.ts'
import { dayOf, nowOf } from '#platform/time.ts'
import type { router } from '../modules.ts'
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
    address: '127.0.0.1',
    agent: 'demo',
    language: 'ar',
    trace: session.trace,
    token: undefined,
    setCookie: () => {},
  }
}

export type DemoSize = Readonly<{ customers: number; invoices: number }>

/**
 * Makes the demo company: a year of an Arabic trading company, told by a fixed seed through the
 * product's own use cases.
 */
export async function makeDemo(
  house: House,
  routes: Router,
  options: { size?: DemoSize; progress: (sentence: string) => void },
): Promise<{ companyId: string }> {
  const { customers: count, invoices } = options.size ?? { customers: 300, invoices: 3000 }
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
    { name: 'نورة السبيعي', ...demoSignIn },
    'ar',
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
  for (const person of people)
    staff.push(await addUser(session, { ...person, password: demoSignIn.password }))
  const customers = await addCustomers(api, luck, count, [founded.userId, ...staff])
  const plan = { api, luck, customers, today, invoices, clock: house.clock }
  const ids = await liveYear({ ...plan, progress: options.progress })
  await finish(api, luck, customers, ids, today)
  return { companyId: founded.companyId }
}
