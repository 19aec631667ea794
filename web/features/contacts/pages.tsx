import { IconAddressBook, IconUserPlus } from '@tabler/icons-react'
import { formatPhone } from '#core/phone.ts'
import { api, client } from '#web/client.ts'
import type { FeaturePage, LiveInterest, NewAction, SearchProvider } from '#web/feature.ts'
import { Bdi, Ltr } from '#web/ui/text/text.tsx'

/** The pages of contacts: customers, one customer, and records that may be one. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/customers',
    title: 'contacts:customers',
    permission: 'contacts.read',
    load: () => import('./customers-page.tsx').then(({ CustomersPage }) => CustomersPage),
    nav: {
      section: 'sales',
      order: 10,
      icon: IconAddressBook,
      label: 'contacts:customers',
      thumb: { order: 4 },
    },
  },
  {
    path: '/customers/new',
    title: 'contacts:new_customer',
    permission: 'contacts.change',
    load: () => import('./customer-form-page.tsx').then(({ NewCustomerPage }) => NewCustomerPage),
  },
  {
    path: '/customers/duplicates',
    title: 'contacts:duplicates',
    permission: 'contacts.read',
    load: () => import('./duplicates-page.tsx').then(({ DuplicatesPage }) => DuplicatesPage),
  },
  {
    path: '/customers/$id',
    title: 'contacts:customer',
    permission: 'contacts.read',
    load: () => import('./customer-page.tsx').then(({ CustomerPage }) => CustomerPage),
  },
  {
    path: '/customers/$id/edit',
    title: 'contacts:customer',
    permission: 'contacts.change',
    load: () => import('./customer-form-page.tsx').then(({ EditCustomerPage }) => EditCustomerPage),
  },
  {
    path: '/customers/$id/$tab',
    title: 'contacts:customer',
    permission: 'contacts.read',
    load: () => import('./customer-page.tsx').then(({ CustomerTabPage }) => CustomerTabPage),
  },
]

export const newActions: readonly NewAction[] = [
  {
    label: 'contacts:new_customer',
    to: '/customers/new',
    icon: IconUserPlus,
    order: 30,
    permission: 'contacts.change',
  },
]

/** Customers by name in any spelling, by phone however typed, by number. */
export const searchProviders: readonly SearchProvider[] = [
  {
    label: 'contacts:customers',
    permission: 'contacts.read',
    search: async (text, signal) => {
      const { rows } = await client.contacts.find({ q: text, limit: 6 }, { signal })
      return rows.map(({ id, name, number, phone }) => ({
        id,
        to: `/customers/${id}`,
        title: <Bdi>{name}</Bdi>,
        hint: <Ltr>{phone ? formatPhone(phone) : number}</Ltr>,
        icon: IconAddressBook,
      }))
    },
  },
]

/** A customer that changed is read again, with its timeline; so is what every event adds to it. */
export const liveInterests: readonly LiveInterest[] = [
  { kind: 'customer', keys: () => [api.contacts.key()] },
]
