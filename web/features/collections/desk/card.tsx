import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconBrandWhatsapp,
  IconChevronRight,
  IconLock,
  IconPlayerTrackNext,
  IconUserShare,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DeskLock } from '#core/collections/desk/lock.ts'
import type { DeskCard } from '#core/collections/desk-api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { AgingLegend, AgingStrip } from '#web/ui/aging-strip.tsx'
import { Avatar } from '#web/ui/avatar.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Question } from '#web/ui/question.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { CallAct, Numbers } from './call-act.tsx'
import css from './desk.module.css'
import { LateInvoices } from './late-invoices.tsx'
import { useLateParts } from './late-parts.tsx'
import { Outcomes } from './outcomes.tsx'
import { ReferralLines } from './referral-lines.tsx'
import { SkipDialog } from './skip-dialog.tsx'
import { TalkPane } from './talk-pane.tsx'
import { useDeskChange } from './use-desk.ts'
import { Awaiting, type EarlyKeys } from './use-early-key.ts'
import { useLock } from './use-lock.ts'

type Props = Readonly<{ id: string; back: string; early: EarlyKeys; onNext: () => void }>

/** All that a collector needs while they speak with a customer. */
export function Card({ id, back, early, onNext }: Props) {
  const t = useWords('desk')
  const { lock, takeOver } = useLock(id)
  const { data, error, refetch } = useQuery(
    api.collections.deskCard.queryOptions({ input: { id } }),
  )
  return (
    <>
      <ScrollArea className={css['card']} label={t('debtor')}>
        <Go to={back} className={css['back']}>
          <span className="mirror">
            <IconChevronRight size={18} />
          </span>
          {t('back_to_queue')}
        </Go>
        {error && <Failed error={error} onRetry={() => void refetch()} />}
        {!error && !data && <Bones rows={8} />}
        {!data && <Awaiting id={id} early={early} />}
        {data && (
          <>
            <Head card={data} onNext={onNext} />
            <LockLine lock={lock ?? data.lock} card={data} onTakeOver={takeOver} />
            <Band card={data} />
            <Outcomes
              card={data}
              early={early}
              held={lock !== null && !lock.mine ? lock.by.name : null}
              onNext={onNext}
            />
            <LateInvoices card={data} />
          </>
        )}
      </ScrollArea>
      {data && <TalkPane card={data} />}
    </>
  )
}

function Head({ card, onNext }: { card: DeskCard; onNext: () => void }) {
  const t = useWords('desk')
  const [skipping, setSkipping] = useState(false)
  const { conversationId, customerName } = card
  return (
    <header className={css['head']}>
      <Avatar name={customerName} size={48} />
      <div className={css['who']}>
        <h2>
          <Go to={`/customers/${card.customerId}`} className="figure-link">
            <Bdi>{customerName}</Bdi>
          </Go>
        </h2>
        <p>
          <Numbers card={card} />
          {card.row?.collector && (
            <span className="muted">
              {' '}
              {t('collector')}: <Bdi>{card.row.collector.name}</Bdi>
            </span>
          )}
        </p>
      </div>
      <div className={css['acts']}>
        <CallAct card={card} />
        {conversationId && (
          <ActionIcon
            component={Go}
            to={`/inbox/${conversationId}`}
            variant="default"
            size={38}
            aria-label={t('open_conversation')}
            title={t('open_conversation')}
          >
            <IconBrandWhatsapp size={20} />
          </ActionIcon>
        )}
        <AssignMenu card={card} />
        <ActionIcon
          variant="default"
          size={38}
          aria-label={t('skip')}
          title={t('skip')}
          onClick={() => setSkipping(true)}
        >
          <span className="mirror">
            <IconPlayerTrackNext size={18} />
          </span>
        </ActionIcon>
      </div>
      <SkipDialog
        open={skipping}
        customerId={card.customerId}
        onClose={() => setSkipping(false)}
        onDone={onNext}
      />
    </header>
  )
}

function AssignMenu({ card }: { card: DeskCard }) {
  const t = useWords('desk')
  const may = useMay()
  const [opened, setOpened] = useState(false)
  const { data } = useQuery({
    ...api.collections.collectors.queryOptions({ input: {} }),
    enabled: opened,
  })
  const assign = useDeskChange(
    (to: { id: string; name: string } | null) =>
      client.collections.assignDebtors({ customerIds: [card.customerId], userId: to?.id ?? null }),
    (_, to) => toast.said(to ? t('assigned', { name: to.name }) : t('assigned_rules')),
  )
  if (!may('collections.lead')) return null
  return (
    <Menu opened={opened} onChange={setOpened}>
      <Menu.Target>
        <ActionIcon variant="default" size={38} aria-label={t('assign')} title={t('assign')}>
          <IconUserShare size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('assign')}</Menu.Label>
        {data?.rows.map(({ user, available }) => (
          <Menu.Item key={user.id} onClick={() => assign.mutate(user)}>
            <Bdi>{user.name}</Bdi> {!available && <small className="muted">{t('away')}</small>}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => assign.mutate(null)}>{t('assign_to_rules')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

type LockProps = Readonly<{ lock: DeskLock | null; card: DeskCard; onTakeOver: () => void }>

/** «محجوز لك منذ دقيقتين»: whose the customer is at this moment. */
function LockLine({ lock, card, onTakeOver }: LockProps) {
  const t = useWords('desk')
  const [asking, setAsking] = useState(false)
  if (!lock) return null
  const minutes = Math.floor((Date.now() - Date.parse(lock.since)) / 60_000)
  const mine = minutes < 1 ? t('lock_mine_new') : t('lock_mine', { minutes })
  return (
    <div className={css['lock']} role="status">
      <IconLock size={16} aria-hidden="true" />
      <span>{lock.mine ? mine : t('lock_other', { name: lock.by.name })}</span>
      {!lock.mine && card.mayTakeOver && (
        <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
          {t('take_over')}
        </Button>
      )}
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={t('take_over_ask', { name: lock.by.name })}
        yes={t('take_over_yes')}
        onYes={() => {
          setAsking(false)
          onTakeOver()
        }}
      >
        <p>{t('take_over_hint')}</p>
      </Question>
    </div>
  )
}

function Band({ card }: { card: DeskCard }) {
  const t = useWords('desk')
  const format = useFormat()
  const parts = useLateParts(card)
  const to = () => `/customers/${card.customerId}/statement?kind=open`
  const listed = card.invoices.reduce((sum, { balance }) => sum + balance.minor, 0)
  const credit = listed - card.late.minor
  return (
    <div className={css['band']}>
      <div className={css['sum']}>
        <small>{t('late')}</small>
        <Money value={card.late} size="hero" />
        {credit > 0 && (
          <small>
            {t('less_credit', { amount: format.money({ ...card.late, minor: credit }) })}
          </small>
        )}
        {parts && <small>{parts}</small>}
        <small>{t('of_balance', { amount: format.money(card.balance, true) })}</small>
        <ReferralLines card={card} />
        {card.row?.others.map((amount) => (
          <Chip key={amount.currency} tone="late2">
            {t('also_late', { amount: format.money(amount, true) })}
          </Chip>
        ))}
      </div>
      <div className={css['aging']}>
        <AgingStrip buckets={card.buckets} to={to} />
        <AgingLegend buckets={card.buckets} to={to} />
      </div>
    </div>
  )
}
