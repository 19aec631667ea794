import { IconChartBar, IconHeadset, IconInbox, IconMessageBolt } from '@tabler/icons-react'
import { api } from '#web/client.ts'
import type { FeaturePage, LiveInterest } from '#web/feature.ts'
import { AvailabilityChoice, AvailabilityMark } from './availability.tsx'

/** How the inbox works, and how it went. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/settings/inbox',
    title: 'inboxSettings:inbox_settings',
    permission: 'inbox.manage',
    settings: { order: 62, icon: IconInbox, hint: 'inboxSettings:inbox_settings_hint' },
    load: () => import('./general-page.tsx').then(({ GeneralPage }) => GeneralPage),
  },
  {
    path: '/settings/inbox/types',
    title: 'inboxSettings:types',
    permission: 'inbox.manage',
    load: () => import('./types-page.tsx').then(({ TypesPage }) => TypesPage),
  },
  {
    path: '/settings/inbox/labels',
    title: 'inboxSettings:labels',
    permission: 'inbox.manage',
    load: () => import('./labels-page.tsx').then(({ LabelsPage }) => LabelsPage),
  },
  {
    path: '/settings/inbox/rules',
    title: 'inboxSettings:rules',
    permission: 'inbox.manage',
    load: () => import('./rules-page.tsx').then(({ RulesPage }) => RulesPage),
  },
  {
    path: '/settings/inbox/rules/$id',
    title: 'inboxSettings:rule_edit',
    permission: 'inbox.manage',
    load: () => import('./rule-page.tsx').then(({ RulePage }) => RulePage),
  },
  {
    path: '/settings/inbox/canned',
    title: 'inboxSettings:canned',
    permission: 'inbox.answer',
    settings: { order: 63, icon: IconMessageBolt, hint: 'inboxSettings:canned_line' },
    load: () => import('./canned-page.tsx').then(({ CannedPage }) => CannedPage),
  },
  {
    path: '/settings/inbox/canned/$id',
    title: 'inboxSettings:canned_edit',
    permission: 'inbox.answer',
    load: () => import('./canned-edit-page.tsx').then(({ CannedEditPage }) => CannedEditPage),
  },
  {
    path: '/settings/inbox/agents',
    title: 'inboxSettings:agents',
    permission: 'inbox.read',
    settings: { order: 64, icon: IconHeadset, hint: 'inboxSettings:agents_line' },
    load: () => import('./agents-page.tsx').then(({ AgentsPage }) => AgentsPage),
  },
  {
    path: '/settings/inbox/agents/$id',
    title: 'inboxSettings:edit_work',
    permission: 'people.manage',
    load: () => import('./agent-page.tsx').then(({ AgentPage }) => AgentPage),
  },
  {
    path: '/settings/inbox/classifier',
    title: 'inboxSettings:classifier',
    permission: 'inbox.manage',
    load: () => import('./classifier-page.tsx').then(({ ClassifierPage }) => ClassifierPage),
  },
  {
    path: '/inbox-report',
    title: 'inboxSettings:report',
    permission: 'inbox.read',
    load: () => import('./report-page.tsx').then(({ ReportPage }) => ReportPage),
    nav: { section: 'records', order: 66, icon: IconChartBar, label: 'inboxSettings:report' },
  },
  {
    path: '/inbox-report/rows',
    title: 'inboxSettings:report',
    permission: 'inbox.read',
    load: () => import('./report-rows-page.tsx').then(({ ReportRowsPage }) => ReportRowsPage),
  },
]

/** Who is there and how much they hold changes with every conversation. */
export const liveInterests: readonly LiveInterest[] = [
  { kind: 'conversation', keys: () => [api.inbox.agents.key()], calm: true },
  { kind: 'user', keys: () => [api.inbox.agents.key(), api.people.myAvailability.key()] },
  ...['conversation_type', 'routing_rule', 'canned_reply', 'inbox_settings'].map((kind) => ({
    kind,
    keys: () => [api.inbox.key()],
  })),
]

export const meMenu = [AvailabilityChoice]
export const meMarks = [AvailabilityMark]
