import { IconAlertTriangle, IconFileInvoice } from '@tabler/icons-react'
import { api, client } from '#web/client.ts'
import type { CustomerAction, CustomerTab } from '#web/customer-slots.ts'
import type { FeaturePage, LiveInterest, NewAction, SearchProvider } from '#web/feature.ts'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'

/** The pages of invoicing: the list, one document, writing one, and what was forgotten. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/invoices',
    title: 'invoicing:invoices',
    permission: 'invoicing.read',
    load: () => import('./invoices-page.tsx').then(({ InvoicesPage }) => InvoicesPage),
    nav: {
      section: 'sales',
      order: 11,
      icon: IconFileInvoice,
      label: 'invoicing:invoices',
      thumb: { order: 3 },
    },
  },
  {
    path: '/invoices/new',
    title: 'invoicing:new_invoice',
    permission: 'invoicing.draft',
    load: () => import('./invoice-form-page.tsx').then(({ NewInvoicePage }) => NewInvoicePage),
  },
  {
    path: '/forgotten-invoices',
    title: 'invoicing:watch',
    permission: 'invoicing.read',
    load: () => import('./watch-page.tsx').then(({ WatchPage }) => WatchPage),
    nav: { section: 'records', order: 64, icon: IconAlertTriangle, label: 'invoicing:watch' },
  },
  {
    path: '/invoices/$id',
    title: 'invoicing:invoice',
    permission: 'invoicing.read',
    load: () => import('./invoice-page.tsx').then(({ InvoicePage }) => InvoicePage),
  },
  {
    path: '/invoices/$id/edit',
    title: 'invoicing:edit_draft',
    permission: 'invoicing.draft',
    load: () => import('./invoice-form-page.tsx').then(({ EditInvoicePage }) => EditInvoicePage),
  },
  {
    path: '/invoices/$id/$tab',
    title: 'invoicing:invoice',
    permission: 'invoicing.read',
    load: () => import('./invoice-page.tsx').then(({ InvoicePage }) => InvoicePage),
  },
]

export const newActions: readonly NewAction[] = [
  {
    label: 'invoicing:new_invoice',
    to: '/invoices/new',
    icon: IconFileInvoice,
    order: 10,
    permission: 'invoicing.draft',
  },
]

export const searchProviders: readonly SearchProvider[] = [
  {
    label: 'invoicing:invoices',
    permission: 'invoicing.read',
    search: async (text, signal) => {
      const asked = { view: 'all', search: text, limit: 6, sort: 'issued' } as const
      const { rows } = await client.invoicing.list({ ...asked, direction: 'desc' }, { signal })
      return rows.map((row) => ({
        id: row.id,
        to: `/invoices/${row.id}`,
        icon: IconFileInvoice,
        title: row.number ? <Code>{row.number}</Code> : <Bdi>{row.customer.name}</Bdi>,
        hint: (
          <>
            {row.number && (
              <>
                <Bdi>{row.customer.name}</Bdi> ·{' '}
              </>
            )}
            <Money value={row.gross} />
          </>
        ),
      }))
    },
  },
]

/** Everything about invoices is read again when one of these changed. */
export const liveInterests: readonly LiveInterest[] = ['invoice', 'payment', 'customer'].map(
  (kind) => ({ kind, keys: () => [api.invoicing.key()] }),
)

export const customerTabs: readonly CustomerTab[] = [
  {
    id: 'invoices',
    label: 'invoicing:invoices',
    order: 10,
    permission: 'invoicing.read',
    load: () => import('./customer-invoices.tsx').then(({ CustomerInvoices }) => CustomerInvoices),
  },
]

export const customerActions: readonly CustomerAction[] = [
  {
    label: 'invoicing:new_invoice',
    icon: IconFileInvoice,
    order: 30,
    permission: 'invoicing.draft',
    to: (customerId) => `/invoices/new?customer=${customerId}`,
  },
]
