import { Checkbox, Modal, Select } from '@mantine/core'
import { IconHeartHandshake } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type ConcessionKind,
  ConcessionMethod,
  conceded,
  concessionKinds,
  ProposeConcession,
} from '#core/collections/settlement.ts'
import type { ConcessionGround } from '#core/collections/settlement-api.ts'
import { addDays } from '#core/day.ts'
import { Money } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { DateField, MoneyField, SelectField, TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Why } from '#web/ui/page.tsx'
import { Money as Figure } from '#web/ui/text/money.tsx'
import { Code } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import disputeCss from '../disputes/disputes.module.css'
import { useChange } from '../use-change.ts'

type Offer = ConcessionGround['offers'][number]
type Props = Readonly<{
  customerId: string
  onClose: () => void
  /** Whoever has more to do here stays; else the page of what was made is next. */
  stays?: boolean
}>

/** Asks what the company goes without, of which invoices, and why. */
export function ProposeDialog({ customerId, onClose, stays = false }: Props) {
  const t = useWords('settlements')
  const close = useWords('ui')('close')
  const { data, error, refetch } = useQuery({
    ...api.collections.concessionGround.queryOptions({ input: { id: customerId } }),
    staleTime: 0,
  })
  const [currency, setCurrency] = useState<string>()
  const offer = data?.offers.find((each) => each.currency === currency) ?? data?.offers[0]
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t('ask')}
      closeButtonProps={{ 'aria-label': close }}
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={6} />}
      {data && !offer && (
        <Blank icon={<IconHeartHandshake size={30} />} tone="plain" title={t('nothing')}>
          {t('nothing_hint')}
        </Blank>
      )}
      {data && data.offers.length > 1 && (
        <Select
          label={t('owed')}
          allowDeselect={false}
          data={data.offers.map((each) => each.currency)}
          value={offer?.currency ?? null}
          onChange={(next) => setCurrency(next ?? undefined)}
          mb="md"
        />
      )}
      {data && offer && (
        <Form key={offer.currency} {...{ customerId, onClose, stays, offer, today: data.today }} />
      )}
    </Modal>
  )
}

function Form({
  customerId,
  onClose,
  stays,
  offer,
  today,
}: Props & { offer: Offer; today: string }) {
  const t = useWords('settlements')
  const go = useGo()
  const { language } = usePreferences()
  const dir = language === 'ar' ? 'rtl' : 'ltr'
  const { currency } = offer
  const [id] = useState(newId)
  const propose = useChange(client.collections.proposeConcession, (made) => {
    const said = { proposed: 'proposed_said', offered: 'offered_said' } as const
    toast.said(
      t(made.state === 'proposed' || made.state === 'offered' ? said[made.state] : 'done_said'),
    )
    onClose()
    if (!stays) go(`/settlements/${made.id}`)
  })
  // What is not due yet is not late: it is let go of only where somebody chooses it.
  const due = offer.items.filter(({ busy, dueOn }) => !busy && dueOn <= today)
  const form = useForm({
    schema: ProposeConcession,
    initial: {
      ...{ id, customerId, currency, kind: 'settlement', method: 'ledger' },
      ...{ invoiceIds: due.map(({ invoiceId }) => invoiceId), payBy: addDays(today, 7) },
    },
    save: ({ payBy, ...values }) =>
      propose.mutateAsync({ ...values, ...(values.kind === 'settlement' && payBy && { payBy }) }),
  })
  const kind = kindOf(form.get('kind'))
  return (
    <FormFields form={form} submit={t(`propose_${kind}`)} onCancel={onClose}>
      <SelectField
        path="kind"
        label={t('kind')}
        hint={t(`about_${kind}`)}
        options={concessionKinds.map((value) => ({ value, label: t(`kind_${value}`) }))}
      />
      <Invoices
        offer={offer}
        today={today}
        chosen={idsOf(form.get('invoiceIds'))}
        onChosen={(ids) => form.set('invoiceIds', ids)}
      />
      {kind === 'settlement' ? (
        <Pair>
          <MoneyField path="amount" label={t('pays')} currency={currency} />
          <DateField path="payBy" label={t('pay_by')} />
        </Pair>
      ) : (
        <MoneyField
          path="amount"
          label={t('lets_go')}
          hint={t('all')}
          currency={currency}
          optional
        />
      )}
      {kind !== 'write_off' && (
        <SelectField
          path="method"
          label={t('method')}
          hint={t(`about_${form.get('method') === 'credit_note' ? 'credit_note' : 'ledger'}`)}
          options={ConcessionMethod.options.map((value) => ({
            value,
            label: t(`method_${value}`),
          }))}
        />
      )}
      <TextareaField path="reason" label={t('reason')} rows={2} dir={dir} />
      <Sentence
        {...{ kind, offer }}
        chosen={idsOf(form.get('invoiceIds'))}
        amount={form.get('amount')}
        payBy={form.get('payBy')}
      />
    </FormFields>
  )
}

const kindOf = (value: unknown): ConcessionKind =>
  concessionKinds.find((each) => each === value) ?? 'settlement'
const idsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [])

type InvoicesProps = Readonly<{
  offer: Offer
  today: string
  chosen: readonly string[]
  onChosen: (ids: readonly string[]) => void
}>

function Invoices({ offer, today, chosen, onChosen }: InvoicesProps) {
  const t = useWords('settlements')
  const format = useFormat()
  return (
    <fieldset className={disputeCss['plainField']}>
      <legend>{t('invoices')}</legend>
      <ul className={disputeCss['choices']}>
        {offer.items.map(({ invoiceId, number, dueOn, balance, busy }) => (
          <li key={invoiceId}>
            <Checkbox
              size="sm"
              disabled={busy}
              label={
                <>
                  <Code>{number}</Code>{' '}
                  <span className="muted">
                    {t(dueOn <= today ? 'was_due' : 'falls_due', { day: format.day(dueOn) })}
                    {busy && ` · ${t('busy')}`}
                  </span>
                </>
              }
              checked={chosen.includes(invoiceId)}
              onChange={(event) =>
                onChosen(
                  event.currentTarget.checked
                    ? [...chosen, invoiceId]
                    : chosen.filter((each) => each !== invoiceId),
                )
              }
            />
            <Figure value={balance} />
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

type SentenceProps = Readonly<{
  kind: ConcessionKind
  offer: Offer
  chosen: readonly string[]
  amount: unknown
  payBy: unknown
}>

/** What will come of it, in one plain sentence. */
function Sentence({ kind, offer, chosen, amount, payBy }: SentenceProps) {
  const t = useWords('settlements')
  const format = useFormat()
  const { currency } = offer
  const owed = offer.items
    .filter(({ invoiceId }) => chosen.includes(invoiceId))
    .reduce((sum, { balance }) => sum + balance.minor, 0)
  const typed = Money.safeParse(amount)
  const minor = typed.success ? typed.data.minor : null
  const waived = kind === 'settlement' ? owed - (minor ?? owed) : (minor ?? owed)
  if (owed === 0 || waived <= 0 || waived > owed) return <Why>{t('sentence_limit')}</Why>
  const say = {
    waived: format.money({ minor: waived, currency }),
    percent: `${conceded(waived, owed) / 100}%`,
  }
  const pay = format.money({ minor: owed - waived, currency })
  const day = typeof payBy === 'string' && payBy !== '' ? format.day(payBy) : '—'
  return (
    <Why>
      {kind === 'settlement'
        ? t('sentence_settlement', { ...say, pay, day })
        : t(`sentence_${kind}`, say)}{' '}
      {t('sentence_limit')}
    </Why>
  )
}
