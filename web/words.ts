import { useCallback } from 'react'
import { type Digits, inDigits } from '#core/arabic/digits.ts'
import type { Language } from '#core/people/identity.ts'
import { say } from '#core/words.ts'
import { agencies as agenciesAr } from './locales/ar/agencies.ts'
import { audit as auditAr } from './locales/ar/audit.ts'
import { bank as bankAr } from './locales/ar/bank.ts'
import { channels as channelsAr } from './locales/ar/channels.ts'
import { collaboration as collaborationAr } from './locales/ar/collaboration.ts'
import { collections as collectionsAr } from './locales/ar/collections.ts'
import { confirmations as confirmationsAr } from './locales/ar/confirmations.ts'
import { contactRegister as contactRegisterAr } from './locales/ar/contact-register.ts'
import { contacts as contactsAr } from './locales/ar/contacts.ts'
import { credit as creditAr } from './locales/ar/credit.ts'
import { creditForms as creditFormsAr } from './locales/ar/credit-forms.ts'
import { deposits as depositsAr } from './locales/ar/deposits.ts'
import { desk as deskAr } from './locales/ar/desk.ts'
import { disputes as disputesAr } from './locales/ar/disputes.ts'
import { events as eventsAr } from './locales/ar/events.ts'
import { fields as fieldsAr } from './locales/ar/fields.ts'
import { figures as figuresAr } from './locales/ar/figures.ts'
import { importing as importingAr } from './locales/ar/importing.ts'
import { inbox as inboxAr } from './locales/ar/inbox.ts'
import { inboxSettings as inboxSettingsAr } from './locales/ar/inbox-settings.ts'
import { instruments as instrumentsAr } from './locales/ar/instruments.ts'
import { invoicing as invoicingAr } from './locales/ar/invoicing.ts'
import { ledger as ledgerAr } from './locales/ar/ledger.ts'
import { messaging as messagingAr } from './locales/ar/messaging.ts'
import { plans as plansAr } from './locales/ar/payment-plans.ts'
import { payments as paymentsAr } from './locales/ar/payments.ts'
import { people as peopleAr } from './locales/ar/people.ts'
import { permissions as permissionsAr } from './locales/ar/permissions.ts'
import { policies as policiesAr } from './locales/ar/policies.ts'
import { refusals as refusalsAr } from './locales/ar/refusals.ts'
import { reports as reportsAr } from './locales/ar/reports.ts'
import { settlements as settlementsAr } from './locales/ar/settlements.ts'
import { shell as shellAr } from './locales/ar/shell.ts'
import { statements as statementsAr } from './locales/ar/statements.ts'
import { ui as uiAr } from './locales/ar/ui.ts'
import { agencies as agenciesEn } from './locales/en/agencies.ts'
import { audit as auditEn } from './locales/en/audit.ts'
import { bank as bankEn } from './locales/en/bank.ts'
import { channels as channelsEn } from './locales/en/channels.ts'
import { collaboration as collaborationEn } from './locales/en/collaboration.ts'
import { collections as collectionsEn } from './locales/en/collections.ts'
import { confirmations as confirmationsEn } from './locales/en/confirmations.ts'
import { contactRegister as contactRegisterEn } from './locales/en/contact-register.ts'
import { contacts as contactsEn } from './locales/en/contacts.ts'
import { credit as creditEn } from './locales/en/credit.ts'
import { creditForms as creditFormsEn } from './locales/en/credit-forms.ts'
import { deposits as depositsEn } from './locales/en/deposits.ts'
import { desk as deskEn } from './locales/en/desk.ts'
import { disputes as disputesEn } from './locales/en/disputes.ts'
import { events as eventsEn } from './locales/en/events.ts'
import { fields as fieldsEn } from './locales/en/fields.ts'
import { figures as figuresEn } from './locales/en/figures.ts'
import { importing as importingEn } from './locales/en/importing.ts'
import { inbox as inboxEn } from './locales/en/inbox.ts'
import { inboxSettings as inboxSettingsEn } from './locales/en/inbox-settings.ts'
import { instruments as instrumentsEn } from './locales/en/instruments.ts'
import { invoicing as invoicingEn } from './locales/en/invoicing.ts'
import { ledger as ledgerEn } from './locales/en/ledger.ts'
import { messaging as messagingEn } from './locales/en/messaging.ts'
import { plans as plansEn } from './locales/en/payment-plans.ts'
import { payments as paymentsEn } from './locales/en/payments.ts'
import { people as peopleEn } from './locales/en/people.ts'
import { permissions as permissionsEn } from './locales/en/permissions.ts'
import { policies as policiesEn } from './locales/en/policies.ts'
import { refusals as refusalsEn } from './locales/en/refusals.ts'
import { reports as reportsEn } from './locales/en/reports.ts'
import { settlements as settlementsEn } from './locales/en/settlements.ts'
import { shell as shellEn } from './locales/en/shell.ts'
import { statements as statementsEn } from './locales/en/statements.ts'
import { ui as uiEn } from './locales/en/ui.ts'
import { usePreferences } from './preferences.tsx'

const arabic = {
  agencies: agenciesAr,
  ui: uiAr,
  shell: shellAr,
  statements: statementsAr,
  fields: fieldsAr,
  events: eventsAr,
  audit: auditAr,
  refusals: refusalsAr,
  permissions: permissionsAr,
  people: peopleAr,
  policies: policiesAr,
  collaboration: collaborationAr,
  contacts: contactsAr,
  credit: creditAr,
  creditForms: creditFormsAr,
  importing: importingAr,
  ledger: ledgerAr,
  inboxSettings: inboxSettingsAr,
  inbox: inboxAr,
  deposits: depositsAr,
  instruments: instrumentsAr,
  invoicing: invoicingAr,
  payments: paymentsAr,
  bank: bankAr,
  messaging: messagingAr,
  channels: channelsAr,
  collections: collectionsAr,
  confirmations: confirmationsAr,
  contactRegister: contactRegisterAr,
  plans: plansAr,
  desk: deskAr,
  disputes: disputesAr,
  settlements: settlementsAr,
  reports: reportsAr,
  figures: figuresAr,
}
type Catalogues = typeof arabic
type Catalogue = keyof Catalogues
type Key<C extends Catalogue> = keyof Catalogues[C] & string

const english: { [C in Catalogue]: Record<Key<C>, string> } = {
  agencies: agenciesEn,
  ui: uiEn,
  shell: shellEn,
  statements: statementsEn,
  fields: fieldsEn,
  events: eventsEn,
  audit: auditEn,
  refusals: refusalsEn,
  permissions: permissionsEn,
  people: peopleEn,
  policies: policiesEn,
  collaboration: collaborationEn,
  contacts: contactsEn,
  credit: creditEn,
  creditForms: creditFormsEn,
  importing: importingEn,
  ledger: ledgerEn,
  inboxSettings: inboxSettingsEn,
  inbox: inboxEn,
  deposits: depositsEn,
  instruments: instrumentsEn,
  invoicing: invoicingEn,
  payments: paymentsEn,
  bank: bankEn,
  messaging: messagingEn,
  channels: channelsEn,
  collections: collectionsEn,
  confirmations: confirmationsEn,
  contactRegister: contactRegisterEn,
  plans: plansEn,
  desk: deskEn,
  disputes: disputesEn,
  settlements: settlementsEn,
  reports: reportsEn,
  figures: figuresEn,
}

/** What a sentence is filled with. */
export type Values = Readonly<Record<string, string | number>>

/** A sentence named from outside its feature: 'people:users'. A name that does not exist does not compile. */
export type Label = { [C in Catalogue]: `${C}:${Key<C>}` }[Catalogue]

const isCatalogue = (name: string): name is Catalogue => Object.hasOwn(arabic, name)

/** Figures take the reader's digits; codes and names that fill the sentence stay as they are. */
function speak(
  catalogue: Catalogue,
  key: string,
  values: Values,
  language: Language,
  digits: Digits,
): string {
  const messages: Record<string, string> =
    language === 'ar' ? arabic[catalogue] : english[catalogue]
  if (digits === 'latn') return say(messages, key, values, language)
  const kept: string[] = []
  const hidden = Object.entries(values).map(([name, value]) => {
    if (typeof value === 'number' || !/[0-9]/.test(value)) return [name, value] as const
    return [name, String.fromCharCode(0xe000 + kept.push(value) - 1)] as const
  })
  return say(messages, key, Object.fromEntries(hidden), language)
    .replace(/[0-9](?:[0-9,.]*[0-9])?%?/g, (figure) => inDigits(figure, digits))
    .replace(/[\ue000-\ue0ff]/g, (mark) => kept[mark.charCodeAt(0) - 0xe000] ?? '')
}

/** Says a feature's sentences in the reader's language: `const t = useWords('people')`, `t('users')`. */
export function useWords<C extends Catalogue>(
  catalogue: C,
): (key: Key<C>, values?: Values) => string {
  const { language, digits } = usePreferences()
  return useCallback(
    (key, values = {}) => speak(catalogue, key, values, language, digits),
    [catalogue, language, digits],
  )
}

/** Says labels such as 'people:users', which features hand to the shell. */
export function useLabels(): (label: Label) => string {
  const { language, digits } = usePreferences()
  return useCallback(
    (label) => {
      const [catalogue = '', key = ''] = label.split(':')
      return isCatalogue(catalogue) ? speak(catalogue, key, {}, language, digits) : label
    },
    [language, digits],
  )
}

/** Says a word of the audit log by its key, or nothing for what has no words. */
export function useAuditWords(): (key: string) => string | undefined {
  const { language, digits } = usePreferences()
  return useCallback(
    (key) => (Object.hasOwn(auditAr, key) ? speak('audit', key, {}, language, digits) : undefined),
    [language, digits],
  )
}

/**
 * Says what an event is called on a timeline, or nothing for one that has no words: those are for
 * machines. A fact that the sentence asks for and the event lacks leaves it unsaid as well.
 */
export function useEventWords(): (name: string, facts: Values) => string | undefined {
  const { language, digits } = usePreferences()
  return useCallback(
    (name, facts) => {
      if (!Object.hasOwn(eventsAr, name)) return undefined
      try {
        // Events of before a fact was kept lack it: a choice by it takes its neutral words.
        return speak('events', name, { channel: '', ...facts }, language, digits)
      } catch {
        return undefined
      }
    },
    [language, digits],
  )
}
