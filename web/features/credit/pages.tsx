import { IconCreditCard } from '@tabler/icons-react'
import { api } from '#web/client.ts'
import type { CustomerPiece, CustomerTab } from '#web/customer-slots.ts'
import type { FeaturePage, LiveInterest } from '#web/feature.ts'

/** The pages of credit. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/credit',
    title: 'credit:credit',
    permission: 'credit.read',
    load: () => import('./credit-page.tsx').then(({ CreditPage }) => CreditPage),
    nav: { section: 'money', order: 44, icon: IconCreditCard, label: 'credit:credit' },
  },
  {
    path: '/credit-applications/new',
    title: 'credit:apply_title',
    permission: 'credit.apply',
    load: () => import('./application-form.tsx').then(({ ApplyPage }) => ApplyPage),
  },
  {
    path: '/credit-applications/$id',
    title: 'credit:application',
    permission: 'credit.read',
    load: () => import('./application-page.tsx').then(({ ApplicationPage }) => ApplicationPage),
  },
  {
    path: '/credit-applications/$id/edit',
    title: 'credit:application',
    permission: 'credit.apply',
    load: () => import('./application-form.tsx').then(({ EditPage }) => EditPage),
  },
  {
    path: '/credit-forms',
    title: 'creditForms:forms',
    permission: 'credit.invite',
    load: () => import('./forms-page.tsx').then(({ CreditFormsPage }) => CreditFormsPage),
  },
  {
    path: '/credit-form/$token',
    title: 'creditForms:page',
    open: true,
    load: () => import('./form-page.tsx').then(({ CreditFormPage }) => CreditFormPage),
  },
  {
    path: '/settings/credit',
    title: 'credit:settings',
    permission: 'credit.manage',
    load: () => import('./settings-page.tsx').then(({ CreditSettingsPage }) => CreditSettingsPage),
    settings: { order: 64, icon: IconCreditCard, hint: 'credit:settings_hint' },
  },
]

export const customerTabs: readonly CustomerTab[] = [
  {
    id: 'credit',
    label: 'credit:credit',
    order: 44,
    permission: 'credit.read',
    load: () => import('./customer-credit.tsx').then(({ CustomerCreditTab }) => CustomerCreditTab),
  },
]

/** That the credit is stopped is seen beside the name, wherever the name stands. */
export const customerPieces: readonly CustomerPiece[] = [
  {
    id: 'credit-hold',
    place: 'mark',
    order: 20,
    permission: 'credit.read',
    load: () => import('./hold-mark.tsx').then(({ HoldMark }) => HoldMark),
  },
]

/** Whatever changes a customer's debt or word may change what they may still buy for. */
export const liveInterests: readonly LiveInterest[] = [
  'credit',
  'credit_application',
  'credit_form',
  'credit_policy',
  'invoice',
  'payment',
  'promise',
].map((kind) => ({ kind, keys: () => [api.credit.key()] }))
