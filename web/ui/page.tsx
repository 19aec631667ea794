import { IconInfoCircle, IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { stringifySearch, useSearchText } from '#web/place.ts'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { useWords } from '#web/words.ts'
import { Go } from './link.tsx'
import css from './page.module.css'
import { Count } from './text/text.tsx'

/** The head of a page: its one h1, a sentence, and what one can do. */
export const PageHead = ({
  title,
  children,
  actions,
}: {
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
}) => (
  <header className={css['pageHead']}>
    <div>
      <h1>{title}</h1>
      {children && <p>{children}</p>}
    </div>
    {actions && <div className={css['pageActions']}>{actions}</div>}
  </header>
)

/** A page that scrolls as one sheet: settings, guides, reports. */
export const Sheet = ({
  label,
  children,
  narrow = false,
}: {
  label?: string
  children: ReactNode
  narrow?: boolean
}) => (
  <ScrollArea className={css['sheet']} label={label} data-narrow={narrow || undefined}>
    {children}
  </ScrollArea>
)

/** One saved view: a name for a search of this list. */
export type View = Readonly<{
  id: string
  label: ReactNode
  count?: number
  search: Readonly<Record<string, string>>
}>
type ViewsProps = Readonly<{
  views: readonly View[]
  /** Where the list lives: `/invoices`. */
  path: string
  label?: string
  onNew?: () => void
  /** What stands behind the tabs: the menu of the open view. */
  after?: ReactNode
}>

/** Saved views as links; the first is meant when the address names none. */
export function Views({ views, path, label, onNew, after }: ViewsProps) {
  const t = useWords('ui')
  const [search] = useSearchText()
  const active = search['view'] ?? views[0]?.id
  return (
    <div className={css['views']}>
      <nav aria-label={label ?? t('views')}>
        {views.map((view) => (
          <Go
            key={view.id}
            to={`${path}${stringifySearch({ view: view.id, ...view.search })}`}
            aria-current={view.id === active ? 'page' : undefined}
            className={css['view']}
          >
            {view.label}
            {view.count !== undefined && (
              <span className={css['count']}>
                <Count value={view.count} />
              </span>
            )}
          </Go>
        ))}
      </nav>
      {onNew && (
        <button
          type="button"
          className={css['newView']}
          aria-label={t('save_view')}
          onClick={onNew}
        >
          <IconPlus size={16} />
        </button>
      )}
      {after}
    </div>
  )
}

/** Name and value, one pair a line. */
export const Facts = ({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) => (
  <dl className={css['facts']}>
    {rows.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

/** The reason behind anything automatic, with its fact in bold. */
export const Why = ({ icon, children }: { icon?: ReactNode; children: ReactNode }) => (
  <p className={css['why']}>
    {icon ?? <IconInfoCircle size={16} />}
    <span>{children}</span>
  </p>
)

/** A titled part of a sheet, divided from the one before by a hairline. */
export const Section = ({
  title,
  children,
  actions,
  hint,
}: {
  title: ReactNode
  children: ReactNode
  actions?: ReactNode
  hint?: ReactNode
}) => (
  <section className={css['section']}>
    <div className={css['sectionHead']}>
      <div>
        <h2>{title}</h2>
        {hint && <p>{hint}</p>}
      </div>
      {actions}
    </div>
    {children}
  </section>
)
