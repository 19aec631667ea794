import type { ReactNode } from 'react'
import { Avatar } from '../avatar.tsx'
import { Go } from '../link.tsx'
import page from '../page.module.css'
import { Bdi, Count } from '../text/text.tsx'
import css from './record-header.module.css'

type HeaderProps = Readonly<{
  name: string
  /** Without a person or company behind the record, no avatar. */
  plain?: boolean
  chips?: ReactNode
  /** One line of identity; each fact is a <span>. */
  facts?: ReactNode
  actions?: ReactNode
  /** The band: balance, aging, next action. */
  children?: ReactNode
}>

/** Who it is, how it stands, what comes next: the head of every record. */
export const RecordHeader = ({ name, plain, chips, facts, actions, children }: HeaderProps) => (
  <header className={css['head']}>
    <div className={css['who']}>
      {!plain && <Avatar name={name} size={48} />}
      <div>
        <h1>
          <Bdi>{name}</Bdi>
          {chips}
        </h1>
        {facts && <div className={css['line']}>{facts}</div>}
      </div>
      {actions && <div className={css['acts']}>{actions}</div>}
    </div>
    {children && <div className={css['band']}>{children}</div>}
  </header>
)

/** One tab of a record: an address of its own. */
export type Tab = Readonly<{ to: string; label: ReactNode; count?: number; active: boolean }>

/** The tabs of a record, as links. */
export const Tabs = ({ tabs, label }: { tabs: readonly Tab[]; label: string }) => (
  <nav className={page['views']} aria-label={label}>
    {tabs.map(({ to, label: name, count, active }) => (
      <Go key={to} to={to} className={page['view']} aria-current={active ? 'page' : undefined}>
        {name}
        {count !== undefined && (
          <span className={page['count']}>
            <Count value={count} />
          </span>
        )}
      </Go>
    ))}
  </nav>
)

/** What is worked on, and the facts at the end side (312 px, sunken; below on a phone). */
export const RecordBody = ({
  children,
  side,
  sideLabel,
}: {
  children: ReactNode
  side?: ReactNode
  sideLabel?: string
}) => (
  <div className={css['body']}>
    <div className={css['main']}>{children}</div>
    {side && (
      <aside className={css['side']} aria-label={sideLabel}>
        {side}
      </aside>
    )}
  </div>
)

/** A record page: head, tabs, body; only the body scrolls where there is room. */
export const RecordPage = ({ children }: { children: ReactNode }) => (
  <div className={css['record']}>{children}</div>
)
