import { Button } from '@mantine/core'
import { IconCloudOff, IconFilterOff, IconLock } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Permission } from '#core/permission.ts'
import { refusalOf } from '#web/refusal.ts'
import { useWords } from '#web/words.ts'
import css from './blank.module.css'

type Props = Readonly<{
  icon: ReactNode
  tone?: 'brand' | 'bad' | 'plain'
  title: ReactNode
  children: ReactNode
  actions?: ReactNode
}>

/** Empty, broken or closed: what happened, why, and the one thing to do next. */
export const Blank = ({ icon, tone = 'brand', title, children, actions }: Props) => (
  <div className={css['blank']} role={tone === 'bad' ? 'alert' : undefined}>
    <span className={css['blankArt']} data-tone={tone} aria-hidden="true">
      {icon}
    </span>
    <h2>{title}</h2>
    <p>{children}</p>
    {actions && <div className={css['blankActions']}>{actions}</div>}
  </div>
)

/** What went wrong, what is safe, how to try again, and a code to send us. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useWords('ui')
  const say = useWords('refusals')
  const refused = refusalOf(error)
  return (
    <Blank
      icon={<IconCloudOff size={30} />}
      tone="bad"
      title={t('load_failed')}
      actions={
        onRetry && (
          <Button variant="default" onClick={onRetry}>
            {t('retry')}
          </Button>
        )
      }
    >
      {say(refused.code, refused.facts)} {refused.traceId && t('code', { code: refused.traceId })}
    </Blank>
  )
}

/** Rows exist, but none with these filters. */
export function NoneMatch({ onClear }: { onClear: () => void }) {
  const t = useWords('ui')
  return (
    <Blank
      icon={<IconFilterOff size={30} />}
      tone="plain"
      title={t('none_match')}
      actions={
        <Button variant="default" onClick={onClear}>
          {t('clear_filters')}
        </Button>
      }
    >
      {t('none_match_hint')}
    </Blank>
  )
}

/** A page whose permission the reader does not hold. */
export function NoAccess({ permission }: { permission: Permission }) {
  const t = useWords('ui')
  const say = useWords('permissions')
  return (
    <Blank icon={<IconLock size={30} />} tone="plain" title={t('no_access')}>
      {t('no_access_hint', { permission: say(permission) })}
    </Blank>
  )
}

const widths = [14, 90, 210, 71, 72, 110]

/** The skeleton has the shape of what is coming, and appears only when waiting is felt. */
export function Bones({ rows = 6 }: { rows?: number }) {
  const t = useWords('ui')
  const [felt, setFelt] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setFelt(true), 200)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div role="status" aria-busy="true" aria-label={t('loading')} hidden={!felt}>
      {Array.from({ length: rows }, (_, row) => `bone ${row}`).map((key) => (
        <div key={key} className={css['boneRow']}>
          {widths.map((width) => (
            <span key={width} className={css['bone']} style={{ inlineSize: width }} />
          ))}
        </div>
      ))}
    </div>
  )
}
