import { CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useWords } from '#web/words.ts'
import css from './long-code.module.css'

/** An address or another system's number: longer than a line, so it may break; one click copies it. */
export function LongCode({ children }: { children: string }) {
  const t = useWords('ui')
  return (
    <span className={css['long']}>
      <bdi dir="ltr">{children}</bdi>
      <CopyButton value={children} timeout={2000}>
        {({ copied, copy }) => (
          <button type="button" aria-label={t('copy', { text: children })} onClick={copy}>
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </button>
        )}
      </CopyButton>
    </span>
  )
}
