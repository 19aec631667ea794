import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { daysOf, type PaymentTerms, withDays } from '#core/contacts/terms.ts'
import { Day } from '#core/day.ts'
import { Money } from '#core/money.ts'
import { client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMe } from '#web/me.tsx'
import { useTermsWords } from '#web/terms-words.ts'
import { DateField, MoneyField, NumberField, TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from './use-change.ts'

type Close = Readonly<{ onClose: () => void }>
type Of = Close & Readonly<{ customerId: string }>

function Box({
  title,
  hint,
  onClose,
  children,
}: Close & { title: string; hint?: string; children: ReactNode }) {
  const ui = useWords('ui')
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={title}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {hint && <p className="dim">{hint}</p>}
      {children}
    </Modal>
  )
}

const Reason = z.object({ reason: z.string().trim().min(3).max(400) })

/** Asks why the credit is stopped. */
export function HoldDialog({ customerId, onClose }: Of) {
  const t = useWords('credit')
  const hold = useChange(client.credit.hold, () => {
    toast.said(t('held_said'))
    onClose()
  })
  const form = useForm({
    schema: Reason,
    initial: { reason: '' },
    save: ({ reason }) => hold.mutateAsync({ customerId, reason }),
  })
  return (
    <Box title={t('hold_title')} hint={t('hold_hint')} onClose={onClose}>
      <FormFields form={form} submit={t('hold')} onCancel={onClose}>
        <TextareaField path="reason" label={t('reason')} />
      </FormFields>
    </Box>
  )
}

const Release = Reason.extend({ until: Day.optional() })

/** Asks why, and until when, the credit is opened again in spite of what stands against it. */
export function ReleaseDialog({ customerId, held, onClose }: Of & { held: boolean }) {
  const t = useWords('credit')
  const release = useChange(client.credit.release, () => {
    toast.said(t('released_said'))
    onClose()
  })
  const form = useForm({
    schema: held ? Release : Reason.extend({ until: Day }),
    initial: { reason: '' },
    save: ({ reason, until }) =>
      release.mutateAsync({ customerId, reason, ...(until && { until }) }),
  })
  return (
    <Box title={t('release_title')} hint={t('release_hint')} onClose={onClose}>
      <FormFields form={form} submit={t('release')} onCancel={onClose}>
        <DateField path="until" label={t('release_until')} optional={held} />
        <TextareaField path="reason" label={t('reason')} />
      </FormFields>
    </Box>
  )
}

/** What the dialog of a limit begins with. */
export type Granting = Readonly<{
  limit: z.infer<typeof Money>
  terms: PaymentTerms
  conditions: string
  reviewOn: Day
  reason: string
}>

const Grant = z.object({
  limit: Money.refine(({ minor }) => minor >= 0),
  days: z.int().min(0).max(3650),
  conditions: z.string().trim().max(400).optional(),
  reviewOn: Day,
  validUntil: Day.optional(),
})

/** The fields that a limit is granted by, wherever it is. */
function LimitFields({ terms }: Pick<Granting, 'terms'>) {
  const t = useWords('credit')
  const say = useTermsWords()
  const plain = terms.kind === 'immediate' || (terms.kind === 'days_from_invoice' && !terms.early)
  const { company } = useMe()
  return (
    <>
      <Pair>
        <MoneyField path="limit" label={t('limit')} currency={company.baseCurrency} />
        <NumberField
          path="days"
          label={t('days')}
          hint={plain ? t('days_hint') : t('days_hint_own', { terms: say(terms) })}
        />
      </Pair>
      <Pair>
        <DateField path="reviewOn" label={t('review_on')} />
        <DateField path="validUntil" label={t('valid_until')} optional />
      </Pair>
      <TextareaField path="conditions" label={t('conditions')} optional />
    </>
  )
}

/** What a limit's fields begin with. */
const firstLimit = ({ limit, terms, conditions, reviewOn }: Granting) => ({
  ...{ limit, days: daysOf(terms), conditions, reviewOn },
})

/** Grants a limit, or changes it. */
export function GrantDialog({ customerId, granting, onClose }: Of & { granting: Granting }) {
  const t = useWords('credit')
  const format = useFormat()
  const grant = useChange(client.credit.grant, ({ limit }) => {
    toast.said(t('granted_said', { amount: format.money(limit) }))
    onClose()
  })
  const form = useForm({
    schema: Grant.extend(Reason.shape),
    initial: { ...firstLimit(granting), reason: granting.reason },
    save: ({ days, conditions, validUntil, ...rest }) =>
      grant.mutateAsync({
        ...rest,
        customerId,
        terms: withDays(granting.terms, days),
        conditions: conditions ?? '',
        ...(validUntil && { validUntil }),
      }),
  })
  return (
    <Box title={t('grant_title')} hint={t('grant_hint')} onClose={onClose}>
      <FormFields form={form} submit={t('grant_yes')} onCancel={onClose}>
        <LimitFields terms={granting.terms} />
        <TextareaField path="reason" label={t('reason')} />
      </FormFields>
    </Box>
  )
}

/** Approves an application for what was asked, or for less. */
export function ApproveDialog({
  id,
  granting,
  onClose,
}: Close & { id: string; granting: Granting }) {
  const t = useWords('credit')
  const approve = useChange(client.credit.approveApplication, () => {
    toast.said(t('approved_said'))
    onClose()
  })
  const form = useForm({
    schema: Grant,
    initial: firstLimit(granting),
    save: ({ days, conditions, validUntil, ...rest }) =>
      approve.mutateAsync({
        ...rest,
        id,
        terms: withDays(granting.terms, days),
        conditions: conditions ?? '',
        ...(validUntil && { validUntil }),
      }),
  })
  return (
    <Box title={t('approve_title')} hint={t('grant_hint')} onClose={onClose}>
      <FormFields form={form} submit={t('approve')} onCancel={onClose}>
        <LimitFields terms={granting.terms} />
      </FormFields>
    </Box>
  )
}

/** Declines an application with a reason that may be said to the customer. */
export function RefuseDialog({ id, onClose }: Close & { id: string }) {
  const t = useWords('credit')
  const refuse = useChange(client.credit.refuseApplication, () => {
    toast.said(t('refused_said'))
    onClose()
  })
  const form = useForm({
    schema: Reason,
    initial: { reason: '' },
    save: ({ reason }) => refuse.mutateAsync({ id, reason }),
  })
  return (
    <Box title={t('refuse_title')} hint={t('refuse_hint')} onClose={onClose}>
      <FormFields form={form} submit={t('refuse_yes')} onCancel={onClose}>
        <TextareaField path="reason" label={t('reason')} />
      </FormFields>
    </Box>
  )
}
