import {
  IconCheck,
  IconClockHour4,
  IconEye,
  IconFlag3,
  IconPencil,
  IconUser,
  IconZzz,
} from '@tabler/icons-react'
import type { ConversationRow as Row } from '#core/inbox/conversation.ts'
import { useMe } from '#web/me.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { Face, useTypeName } from './channel.tsx'
import { useMoment, useNow, useShortStretch, useWhen } from './clock.ts'
import { LabelMark } from './label-mark.tsx'
import css from './list.module.css'
import { Ticks } from './ticks.tsx'
import { TypeMark } from './type-mark.tsx'

type Props = Readonly<{
  row: Row
  to: string
  open: boolean
  ticked: boolean
  ticking: boolean
  /** Absent where nothing is done to many at once. */
  onTick?: (range: boolean) => void
}>

/** One conversation of the list: who, what was said last and by whom, and what is due. */
export function ConversationLine({ row, to, open, ticked, ticking, onTick }: Props) {
  const t = useWords('inbox')
  const when = useWhen()
  const name = row.customer?.name ?? row.writer
  return (
    <div
      className={css['item']}
      data-open={open || undefined}
      data-unread={row.unread > 0 || undefined}
    >
      <span className={css['facing']} data-ticking={ticking || undefined}>
        <Face name={name} channel={row.channel} />
        {onTick && (
          <input
            type="checkbox"
            className={css['tick']}
            checked={ticked}
            aria-label={t('tick_of', { name })}
            onClick={(event) => onTick(event.shiftKey)}
            onChange={() => {}}
          />
        )}
      </span>
      <Go to={to} className={css['main']} aria-current={open ? 'page' : undefined}>
        <span className={css['line']}>
          <b>
            <Bdi>{name}</Bdi>
          </b>
          <time dateTime={row.lastAt}>{when(row.lastAt)}</time>
        </span>
        <span className={css['line']}>
          <Snippet row={row} />
          {row.unread > 0 && (
            <span className={css['unread']}>
              <Count value={row.unread} />
              <span className="visually-hidden"> {t('unread')}</span>
            </span>
          )}
        </span>
        <Chips row={row} />
      </Go>
    </div>
  )
}

function Snippet({ row }: { row: Row }) {
  const t = useWords('inbox')
  const kind = useKindWord()
  const out = row.lastDirection === 'out'
  if (row.draftText !== null)
    return (
      <span className={css['snippet']}>
        <span className={css['drafted']}>
          <IconPencil size={13} aria-hidden="true" /> {t('draft')}
        </span>
        <bdi dir="auto">{row.draftText}</bdi>
      </span>
    )
  return (
    <span className={css['snippet']}>
      {out && row.lastState && <Ticks state={row.lastState} />}
      {out && <span>{t('us')}</span>}
      <bdi dir="auto">{row.lastText || kind(row.lastKind)}</bdi>
    </span>
  )
}

const kinds = [
  'image',
  'video',
  'audio',
  'voice',
  'sticker',
  'document',
  'location',
  'contacts',
  'choice',
  'order',
  'share',
  'template',
  'mail',
  'log',
  'buttons',
  'list',
  'link',
] as const

/** What a message without words is called: «صورة», «رسالة صوتية». */
export function useKindWord() {
  const t = useWords('inbox')
  return (kind: string): string => {
    const known = kinds.find((each) => each === kind)
    return known ? t(`kind_${known}`) : t('kind_other')
  }
}

function Chips({ row }: { row: Row }) {
  const t = useWords('inbox')
  const typeName = useTypeName()
  const { userId } = useMe()
  const [viewer] = row.viewers
  return (
    <span className={css['meta']}>
      <Due row={row} />
      {row.state === 'closed' && <Chip icon={<IconCheck size={13} />}>{t('is_closed')}</Chip>}
      {row.state === 'snoozed' && <Chip icon={<IconZzz size={13} />}>{t('snoozed')}</Chip>}
      {(row.priority === 'urgent' || row.priority === 'high') && (
        <Chip icon={<IconFlag3 size={13} />}>{t(`priority_${row.priority}`)}</Chip>
      )}
      {row.overdue
        ?.filter(({ minor }) => minor > 0)
        .map((amount) => (
          <Chip key={amount.currency} tone="late2">
            {t('overdue')} <Money value={amount} rounded />
          </Chip>
        ))}
      {row.type && <TypeMark type={{ ...row.type, name: typeName(row.type) }} />}
      {row.labels.map((label) => (
        <LabelMark key={label.id} label={label} />
      ))}
      {row.assignee && row.assignee.id !== userId && (
        <Chip icon={<IconUser size={13} />}>
          <Bdi>{row.assignee.name}</Bdi>
        </Chip>
      )}
      {viewer && (
        <Chip tone="info" icon={<IconEye size={13} />}>
          {t(viewer.doing === 'typing' ? 'writes' : 'views', { name: viewer.user.name })}
        </Chip>
      )}
    </span>
  )
}

/** Nearer than this, the time that is left says more than the hour. */
const soonMs = 2 * 3_600_000

/** By when the company wants to have answered, or how late it is. */
function Due({ row }: { row: Row }) {
  const t = useWords('inbox')
  const short = useShortStretch()
  const moment = useMoment()
  const now = useNow(30_000)
  if (!row.waitingSince || row.state === 'closed') return null
  if (!row.replyDue)
    return (
      <Chip icon={<IconClockHour4 size={13} />}>
        {t('waits', { time: short(now - Date.parse(row.waitingSince)) })}
      </Chip>
    )
  const left = Date.parse(row.replyDue) - now
  return (
    <Chip tone={left < 0 ? 'late3' : 'plain'} icon={<IconClockHour4 size={13} />}>
      {left < 0 && t('reply_late', { time: short(-left) })}
      {left >= 0 && left < soonMs && t('reply_in', { time: short(left) })}
      {left >= soonMs && t('reply_by', { time: moment(row.replyDue) })}
    </Chip>
  )
}
