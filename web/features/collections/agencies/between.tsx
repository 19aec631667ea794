import { Button, Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Agency } from '#core/collections/agency-api.ts'
import {
  type AgencyTransfer,
  openFor,
  TransferAgency,
  type TransferWay,
  UndoAgencyTransfer,
} from '#core/collections/agency-transfer.ts'
import type { Money as Amount } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay, useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import {
  DateField,
  MoneyField,
  SelectField,
  TextareaField,
  TextField,
} from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Section } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './agencies.module.css'

type Of = Readonly<{ agency: Pick<Agency, 'id' | 'between'> }>
type Asked = Readonly<{ way: TransferWay; open: Amount }>

/** Of what lies between us: the one way in which money may go now. */
function askedOf(between: Amount): Asked {
  const came = openFor('in', between)
  return came.minor > 0 ? { way: 'in', open: came } : { way: 'out', open: openFor('out', between) }
}

/** What lies between the agency and us, settled by bank, and what was paid so far. */
export function Between({ agency: { id: agencyId, between } }: Of) {
  const t = useWords('agencies')
  const [asked, setAsked] = useState<Asked>()
  const { data, error, refetch } = useQuery(
    api.collections.agencyTransfers.queryOptions({ input: { id: agencyId } }),
  )
  const sums = between.map(askedOf)
  return (
    <Section title={t('between')} hint={t('between_hint')}>
      {sums.length === 0 && <p className="muted">{t('between_none')}</p>}
      {sums.length > 0 && (
        <ul className={css['lines']}>
          {sums.map((each) => (
            <li key={each.open.currency} className={css['line']}>
              <div>
                {t(each.way === 'in' ? 'they_owe' : 'we_owe')} <Money value={each.open} strong />
              </div>
              <Button variant="default" onClick={() => setAsked(each)}>
                {t(`transfer_${each.way}`)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={2} />}
      {data && data.rows.length > 0 && <Transfers rows={data.rows} />}
      {asked && (
        <TransferDialog agencyId={agencyId} asked={asked} onClose={() => setAsked(undefined)} />
      )}
    </Section>
  )
}

function Transfers({ rows }: { rows: readonly AgencyTransfer[] }) {
  const t = useWords('agencies')
  const [wrong, setWrong] = useState<AgencyTransfer>()
  return (
    <>
      <p className="eyebrow">{t('transfers')}</p>
      <ul className={css['lines']} aria-label={t('transfers')}>
        {rows.map((row) => (
          <li key={row.id} className={css['line']}>
            <div>
              {t(`transferred_${row.way}`)} <Money value={row.amount} strong />{' '}
              {row.undone && <Chip tone="void">{t('transfer_undone')}</Chip>}
              <small>
                <Day value={row.paidOn} />
                {row.reference && (
                  <>
                    {' · '}
                    <Code quiet>{row.reference}</Code>
                  </>
                )}
                {row.bankAccount && (
                  <>
                    {' · '}
                    <Bdi>{row.bankAccount}</Bdi>
                  </>
                )}
                {' · '}
                <Bdi>{row.by}</Bdi>
              </small>
              {row.undone && (
                <small>
                  <Bdi>{row.undone.reason}</Bdi> · <Bdi>{row.undone.by}</Bdi>
                </small>
              )}
            </div>
            {!row.undone && (
              <Button variant="subtle" size="compact-sm" onClick={() => setWrong(row)}>
                {t('transfer_undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {wrong && <UndoDialog transfer={wrong} onClose={() => setWrong(undefined)} />}
    </>
  )
}

type DialogProps = Readonly<{ agencyId: string; asked: Asked; onClose: () => void }>

function TransferDialog({ agencyId, asked: { way, open }, onClose }: DialogProps) {
  const t = useWords('agencies')
  const ui = useWords('ui')
  const format = useFormat()
  const today = useToday()
  const [id] = useState(newId)
  const queries = useQueryClient()
  const form = useForm({
    schema: TransferAgency,
    initial: { id, agencyId, way, amount: open, paidOn: today },
    save: async (values) => {
      const { amount } = await client.collections.transferAgency(values)
      onClose()
      await queries.invalidateQueries()
      toast.said(t(`transfer_said_${way}`, { amount: format.money(amount) }))
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t(`transfer_ask_${way}`)}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <FormFields form={form} submit={t(`transfer_yes_${way}`)} onCancel={onClose}>
        <p className="dim">{t(`transfer_hint_${way}`, { open: format.money(open) })}</p>
        <Pair>
          <MoneyField path="amount" label={t('transfer_amount')} currency={open.currency} />
          <DateField path="paidOn" label={t('transfer_on')} />
        </Pair>
        <TextField path="reference" label={t('remit_reference')} optional ltr />
        <AccountField currency={open.currency} />
      </FormFields>
    </Modal>
  )
}

/** By which account of the bank, for those who may see it. */
function AccountField({ currency }: { currency: string }) {
  const t = useWords('agencies')
  const sees = useMay()('payments.see_bank') !== undefined
  const { data } = useQuery({
    ...api.payments.bankAccounts.queryOptions({ input: {} }),
    enabled: sees,
  })
  const accounts = (data?.rows ?? []).filter((row) => row.currency === currency)
  if (accounts.length === 0) return null
  return (
    <SelectField
      path="bankAccountId"
      label={t('transfer_account')}
      optional
      options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}

type UndoProps = Readonly<{ transfer: AgencyTransfer; onClose: () => void }>

function UndoDialog({ transfer: { id, amount }, onClose }: UndoProps) {
  const t = useWords('agencies')
  const ui = useWords('ui')
  const format = useFormat()
  const queries = useQueryClient()
  const form = useForm({
    schema: UndoAgencyTransfer,
    initial: { id },
    save: async (values) => {
      await client.collections.undoAgencyTransfer(values)
      onClose()
      await queries.invalidateQueries()
      toast.said(t('transfer_undone_said'))
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('transfer_undo_ask', { amount: format.money(amount) })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <FormFields form={form} grave submit={t('transfer_undo')} onCancel={onClose}>
        <p className="dim">{t('transfer_undo_hint')}</p>
        <TextareaField path="reason" label={t('transfer_reason')} />
      </FormFields>
    </Modal>
  )
}
