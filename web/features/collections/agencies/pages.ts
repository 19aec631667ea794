import { IconGavel } from '@tabler/icons-react'
import { api } from '#web/client.ts'
import type { CustomerTab } from '#web/customer-slots.ts'
import type { FeaturePage, LiveInterest } from '#web/feature.ts'

/** The pages of agencies: the company's, and the two that an agency itself sees. */
export const agencyPages: readonly FeaturePage[] = [
  {
    path: '/referrals',
    title: 'agencies:referrals',
    permission: 'collections.read',
    load: () => import('./referrals-page.tsx').then(({ ReferralsPage }) => ReferralsPage),
    nav: { section: 'collection', order: 25, icon: IconGavel, label: 'agencies:referrals' },
  },
  {
    path: '/referrals/$id',
    title: 'agencies:referrals',
    permission: 'collections.read',
    load: () => import('./referral-page.tsx').then(({ ReferralPage }) => ReferralPage),
  },
  {
    path: '/agencies',
    title: 'agencies:agencies',
    permission: 'collections.read',
    load: () => import('./agencies-page.tsx').then(({ AgenciesPage }) => AgenciesPage),
  },
  {
    path: '/agencies/$id',
    title: 'agencies:agency',
    permission: 'collections.read',
    load: () => import('./agency-page.tsx').then(({ AgencyPage }) => AgencyPage),
  },
  {
    path: '/agencies/$id/edit',
    title: 'agencies:agency',
    permission: 'collections.agencies',
    load: () => import('./agency-form.tsx').then(({ AgencyFormPage }) => AgencyFormPage),
  },
  {
    path: '/agency-payments',
    title: 'agencies:payments',
    permission: 'collections.read',
    load: () =>
      import('./agency-payments-page.tsx').then(({ AgencyPaymentsPage }) => AgencyPaymentsPage),
  },
  {
    path: '/customers/$id/referral/new',
    title: 'agencies:refer_title',
    permission: 'collections.refer',
    load: () => import('./refer-page.tsx').then(({ ReferPage }) => ReferPage),
  },
  {
    path: '/agency',
    title: 'agencies:debts',
    permission: 'collections.agency_desk',
    load: () => import('./debts-page.tsx').then(({ DebtsPage }) => DebtsPage),
    nav: {
      section: 'home',
      order: 1,
      icon: IconGavel,
      label: 'agencies:debts',
      thumb: { order: 1 },
      // Whoever reads collections is of the house, and has no debts referred to them.
      unless: 'collections.read',
    },
  },
  {
    path: '/agency/$id',
    title: 'agencies:debts',
    permission: 'collections.agency_desk',
    load: () => import('./debt-page.tsx').then(({ DebtPage }) => DebtPage),
  },
]

/** Where a customer's debt is, and what proves it. */
export const agencyTab: CustomerTab = {
  id: 'referral',
  label: 'agencies:tab',
  order: 46,
  permission: 'collections.evidence',
  load: () => import('./customer-part.tsx').then(({ CustomerReferrals }) => CustomerReferrals),
}

export const agencyInterests: readonly LiveInterest[] = ['referral', 'agency', 'evidence_pack'].map(
  (kind) => ({ kind, keys: () => [api.collections.key()] }),
)
