import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Agency } from '#core/collections/agency-api.ts'
import type { AgencyPayment } from '#core/collections/agency-money-api.ts'
import { type Money as Amount, plus, sumsByCurrency } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Section } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './agencies.module.css'
import { Reports } from './referral-page.tsx'

/** What customers paid to the agency and it has not handed over, a hand-over a currency. */
export function HeldMoney({ agency }: { agency: Pick<Agency, 'id' | 'owedBack'> }) {
  const t = useWords('agencies')
  const { id: agencyId, owedBack } = agency
  const { data, error, refetch } = useQuery(
    api.collections.agencyPayments.queryOptions({ input: { agencyId, held: true, limit: 200 } }),
  )
  const format = useFormat()
  const [asking, setAsking] = useState<Amount | null>(null)
  const rows = data?.rows ?? []
  return (
    <Section
      title={t('held')}
      actions={
        <div className={css['acts']}>
          {sumsByCurrency(rows.map(({ amount }) => amount)).map((sum) => (
            <Button key={sum.currency} variant="default" onClick={() => setAsking(sum)}>
              {t('remit')}
            </Button>
          ))}
        </div>
      }
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={2} />}
      {data && rows.length === 0 && <p className="muted">{t('held_none')}</p>}
      {rows.length > 0 && <Reports reports={rows} named />}
      {owedBack.map((sum) => (
        <p key={sum.currency} className="muted">
          {t('owed_back', { amount: format.money(sum) })}
        </p>
      ))}
      {asking && (
        <RemitDialog
          agencyId={agencyId}
          gross={asking}
          reports={rows.filter(({ amount }) => amount.currency === asking.currency)}
          onClose={() => setAsking(null)}
        />
      )}
    </Section>
  )
}

type RemitProps = Readonly<{
  agencyId: string
  gross: Amount
  reports: readonly AgencyPayment[]
  onClose: () => void
}>

function RemitDialog({ agencyId, gross, reports, onClose }: RemitProps) {
  const t = useWords('agencies')
  const ui = useWords('ui')
  const format = useFormat()
  const today = useToday()
  const [id] = useState(newId)
  const [receivedOn, setReceivedOn] = useState<string | null>(today)
  const [deducted, setDeducted] = useState(true)
  const [reference, setReference] = useState('')
  const remit = useChange(client.collections.remit, ({ net, commission, vat, returned }) => {
    const said = { net: format.money(net), kept: format.money(plus(commission, vat)) }
    toast.said(
      returned.minor === 0
        ? t('remit_said', said)
        : t('remit_said_less', { ...said, returned: format.money(returned) }),
    )
    onClose()
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('remit_title', { amount: format.money(gross) })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <form
        className={css['ask']}
        onSubmit={(event) => {
          event.preventDefault()
          if (!receivedOn) return
          const reportIds = reports.map((report) => report.id)
          remit.mutate({ id, agencyId, reportIds, receivedOn, deducted, reference })
        }}
      >
        <Money value={gross} size="hero" />
        <DateInput label={t('remit_on')} value={receivedOn} onChange={setReceivedOn} />
        <Checkbox
          size="sm"
          label={t('remit_deducted')}
          checked={deducted}
          onChange={({ currentTarget: { checked } }) => setDeducted(checked)}
        />
        <TextInput
          label={t('remit_reference')}
          className="ltr-input"
          maxLength={80}
          value={reference}
          onChange={({ currentTarget: { value } }) => setReference(value)}
        />
        <div className="form-acts">
          <Button type="submit" disabled={!receivedOn} loading={remit.isPending}>
            {t('remit_yes')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
