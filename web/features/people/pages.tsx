import {
  IconBuilding,
  IconKey,
  IconLock,
  IconShieldCheck,
  IconUserCircle,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import { api } from '#web/client.ts'
import type { FeaturePage, LiveInterest } from '#web/feature.ts'

/** The pages of people: the way in, one's own account, and the company's settings. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/setup',
    title: 'people:setup',
    open: true,
    load: () => import('./set-up-page.tsx').then(({ SetUpPage }) => SetUpPage),
  },
  {
    path: '/sign-in',
    title: 'people:sign_in',
    open: true,
    load: () => import('./sign-in-page.tsx').then(({ SignInPage }) => SignInPage),
  },
  {
    path: '/reset',
    title: 'people:reset',
    open: true,
    load: () => import('./reset-page.tsx').then(({ ResetPage }) => ResetPage),
  },
  {
    path: '/invitation/$token',
    title: 'people:accept',
    open: true,
    load: () => import('./invitation-page.tsx').then(({ InvitationPage }) => InvitationPage),
  },
  {
    path: '/settings/me',
    title: 'people:me',
    settings: { order: 0, icon: IconUserCircle, hint: 'people:me_hint' },
    load: () => import('./me-page.tsx').then(({ MePage }) => MePage),
  },
  {
    path: '/settings/company',
    title: 'people:company',
    permission: 'company.manage',
    settings: { order: 10, icon: IconBuilding, hint: 'people:company_hint' },
    load: () => import('./company-page.tsx').then(({ CompanyPage }) => CompanyPage),
  },
  {
    path: '/settings/users',
    title: 'people:users',
    permission: 'people.read',
    settings: { order: 20, icon: IconUsers, hint: 'people:users_hint' },
    load: () => import('./users-page.tsx').then(({ UsersPage }) => UsersPage),
  },
  {
    path: '/settings/users/new',
    title: 'people:invite',
    permission: 'people.manage',
    load: () => import('./user-page.tsx').then(({ InvitePage }) => InvitePage),
  },
  {
    path: '/settings/users/$id',
    title: 'people:user',
    permission: 'people.manage',
    load: () => import('./user-page.tsx').then(({ UserPage }) => UserPage),
  },
  {
    path: '/settings/roles',
    title: 'people:roles',
    permission: 'people.read',
    settings: { order: 30, icon: IconLock, hint: 'people:roles_hint' },
    load: () => import('./roles-page.tsx').then(({ RolesPage }) => RolesPage),
  },
  {
    path: '/settings/roles/$id',
    title: 'people:roles',
    permission: 'people.manage',
    load: () => import('./role-page.tsx').then(({ RolePage }) => RolePage),
  },
  {
    path: '/settings/departments',
    title: 'people:departments',
    permission: 'people.read',
    settings: { order: 40, icon: IconUsersGroup, hint: 'people:departments_hint' },
    load: () => import('./departments-page.tsx').then(({ DepartmentsPage }) => DepartmentsPage),
  },
  {
    path: '/settings/keys',
    title: 'people:keys',
    permission: 'people.manage_keys',
    settings: { order: 80, icon: IconKey, hint: 'people:keys_hint' },
    load: () => import('./keys-page.tsx').then(({ KeysPage }) => KeysPage),
  },
  {
    path: '/settings/audit',
    title: 'people:audit',
    permission: 'audit.read',
    settings: { order: 90, icon: IconShieldCheck, hint: 'people:audit_hint' },
    load: () => import('./audit-page.tsx').then(({ AuditPage }) => AuditPage),
  },
]

/** Everything about users, roles and keys is read again when one of them changed. */
export const liveInterests: readonly LiveInterest[] = [
  'user',
  'role',
  'department',
  'api_key',
  'company',
  'invitation',
].map((kind) => ({ kind, keys: () => [api.people.key()] }))
