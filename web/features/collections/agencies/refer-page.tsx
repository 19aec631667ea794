import { Button, Checkbox, Select, Textarea } from '@mantine/core'
import { IconGavel } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReferralGround } from '#core/collections/agency-api.ts'
import { addDays } from '#core/day.ts'
import { sumsByCurrency } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo, useParam } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet, Why } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './agencies.module.css'
import { ReadinessList } from './parts.tsx'

/** Refers late invoices of a customer: to whom, which, how far the chase went, and why now. */
export function ReferPage() {
  const t = useWords('agencies')
  const id = useParam('id')
  const [chosen, setChosen] = useState<readonly string[] | null>(null)
  const { data, error, refetch } = useQuery({
    ...api.collections.referralGround.queryOptions({
      input: { id, ...(chosen && { invoiceIds: [...chosen] }) },
    }),
    placeholderData: (before: ReferralGround | undefined) => before,
  })
  const nothing = data && (data.agencies.length === 0 || data.items.every((item) => item.referred))
  return (
    <Sheet narrow>
      <PageHead title={t('refer_title')}>{data && <Whose id={id} ground={data} />}</PageHead>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={6} />}
      {data && nothing && (
        <Blank
          icon={<IconGavel size={30} />}
          tone="plain"
          title={t(data.agencies.length === 0 ? 'refer_no_agency' : 'refer_nothing')}
          actions={
            <Go to={data.agencies.length === 0 ? '/agencies' : `/customers/${id}`} className="link">
              {t(data.agencies.length === 0 ? 'agencies' : 'customer')}
            </Go>
          }
        >
          {t('agencies_none_hint')}
        </Blank>
      )}
      {data && !nothing && (
        <Ask customerId={id} ground={data} chosen={chosen} onChoose={setChosen} />
      )}
    </Sheet>
  )
}

/** Whose debts they are, and all that they owe. */
function Whose({ id, ground }: { id: string; ground: ReferralGround }) {
  const t = useWords('agencies')
  return (
    <>
      <Go to={`/customers/${id}`} className="link">
        <Bdi>{ground.customerName}</Bdi>
      </Go>
      {ground.balance.map((each) => (
        <span key={each.currency}>
          {' · '}
          {t('refer_balance')} <Money value={each} strong />
        </span>
      ))}
    </>
  )
}

type AskProps = Readonly<{
  customerId: string
  ground: ReferralGround
  chosen: readonly string[] | null
  onChoose: (ids: readonly string[]) => void
}>

function Ask({ customerId, ground, chosen, onChoose }: AskProps) {
  const t = useWords('agencies')
  const ui = useWords('ui')
  const format = useFormat()
  const go = useGo()
  const [id] = useState(newId)
  const [agencyId, setAgency] = useState(ground.agencies[0]?.id ?? '')
  const [reason, setReason] = useState('')
  const [notify, setNotify] = useState(true)
  const free = ground.items.filter((item) => !item.referred)
  const picked = chosen ?? free.map(({ invoiceId }) => invoiceId)
  const [sum, ...others] = sumsByCurrency(
    free.filter(({ invoiceId }) => picked.includes(invoiceId)).map(({ balance }) => balance),
  )
  const send = useChange(client.collections.refer, (made) => {
    toast.said(t('referred_said'))
    go(`/referrals/${made.id}`)
  })
  const ready = ground.readiness.ready
  const complete = sum && others.length === 0 && agencyId !== '' && (ready || reason.trim() !== '')
  return (
    <form
      className={`${css['ask']} ${css['onSheet']}`}
      onSubmit={(event) => {
        event.preventDefault()
        if (!complete || send.isPending) return
        send.mutate({ id, agencyId, customerId, invoiceIds: [...picked], reason, notify })
      }}
    >
      <Select
        label={t('agency')}
        data={ground.agencies.map(({ id: value, name }) => ({ value, label: name }))}
        value={agencyId}
        allowDeselect={false}
        onChange={(value) => setAgency(value ?? '')}
      />
      <Invoices ground={ground} picked={picked} onChoose={onChoose} />
      <fieldset className={css['legend']}>
        <legend>{t('readiness')}</legend>
        <ReadinessList readiness={ground.readiness} />
      </fieldset>
      {!ready && (
        <Textarea
          label={t('refer_reason')}
          description={t('refer_reason_hint')}
          dir="auto"
          maxLength={400}
          autosize
          minRows={2}
          value={reason}
          onChange={({ currentTarget: { value } }) => setReason(value)}
        />
      )}
      <Checkbox
        size="sm"
        label={t('refer_notify')}
        checked={notify}
        onChange={({ currentTarget: { checked } }) => setNotify(checked)}
      />
      <Ending ground={ground} agencyId={agencyId} notify={notify} />
      <div className="form-acts">
        <Button type="submit" disabled={!complete} loading={send.isPending}>
          {sum ? t('refer_yes', { amount: format.money(sum) }) : t('refer')}
        </Button>
        <Button variant="default" onClick={() => go(`/customers/${customerId}`)}>
          {ui('cancel')}
        </Button>
      </div>
    </form>
  )
}

function Invoices(props: Pick<AskProps, 'ground' | 'onChoose'> & { picked: readonly string[] }) {
  const t = useWords('agencies')
  const { ground, picked, onChoose } = props
  return (
    <fieldset className={css['legend']}>
      <legend>{t('refer_invoices')}</legend>
      <ul className={css['lines']}>
        {ground.items.map((item) => (
          <li key={item.itemId} className={css['line']}>
            <div className={css['pick']}>
              <Checkbox
                size="sm"
                checked={!item.referred && picked.includes(item.invoiceId)}
                disabled={item.referred}
                onChange={({ currentTarget: { checked } }) =>
                  onChoose(
                    checked
                      ? [...picked, item.invoiceId]
                      : picked.filter((each) => each !== item.invoiceId),
                  )
                }
                label={
                  <>
                    <Code>{item.number}</Code>
                    <small>
                      {item.referred
                        ? t('refer_taken')
                        : t('refer_days_late', { days: item.daysLate })}
                    </small>
                  </>
                }
              />
            </div>
            <Money value={item.balance} />
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

function Ending(props: { ground: ReferralGround; agencyId: string; notify: boolean }) {
  const t = useWords('agencies')
  const format = useFormat()
  const today = useToday()
  const { settings, agencies } = props.ground
  const agency = agencies.find(({ id }) => id === props.agencyId)?.name ?? ''
  const waits = props.notify && settings.noticeDays > 0
  const day = format.day(addDays(today, settings.noticeDays), { weekday: true })
  return (
    <Why>
      {waits ? t('refer_sentence_notice', { agency, day }) : t('refer_sentence_now', { agency })}{' '}
      {settings.approvalNeeded && t('refer_sentence_approval')}
    </Why>
  )
}
