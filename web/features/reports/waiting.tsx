import {
  IconAlertTriangle,
  IconClockPause,
  IconFileOff,
  IconFilePencil,
  IconMailQuestion,
  IconMailX,
  IconScale,
  IconWallet,
} from '@tabler/icons-react'
import type { Dashboard, WaitingKind } from '#core/reports/api.ts'
import { Go } from '#web/ui/link.tsx'
import { Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './dashboard.module.css'

const looks: Record<WaitingKind, { icon: typeof IconWallet; tone: string; to: string }> = {
  held_reminders: { icon: IconClockPause, tone: 'plain', to: '/reminders' },
  unknown_messages: { icon: IconMailQuestion, tone: 'info', to: '/messages?state=unknown' },
  failed_messages: { icon: IconMailX, tone: 'late3', to: '/messages?state=failed' },
  never_sent: { icon: IconFileOff, tone: 'info', to: '/forgotten-invoices' },
  old_drafts: { icon: IconFilePencil, tone: 'plain', to: '/forgotten-invoices' },
  unapplied_credit: { icon: IconWallet, tone: 'info', to: '/payments?unallocated=true' },
  flagged_payments: { icon: IconAlertTriangle, tone: 'info', to: '/payments?flagged=true' },
  books_problems: { icon: IconScale, tone: 'late3', to: '/books/health' },
}

/** Work that waits for a person, each kind with its count and the list behind it. */
export function Waiting({ rows }: { rows: Dashboard['waiting'] }) {
  const t = useWords('reports')
  if (rows.length === 0) return <p className="muted">{t('nothing_waits')}</p>
  return (
    <ul className={css['todo']}>
      {rows.map(({ kind, count }) => {
        const { icon: Icon, tone, to } = looks[kind]
        return (
          <li key={kind}>
            <Go to={to}>
              <i data-tone={tone}>
                <Icon size={18} stroke={1.7} />
              </i>
              <span>
                <b>{t(kind)}</b>
                <small>{t(`${kind}_hint`)}</small>
              </span>
              <b>
                <Count value={count} />
              </b>
            </Go>
          </li>
        )
      })}
    </ul>
  )
}
