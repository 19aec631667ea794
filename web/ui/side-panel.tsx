import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { usePreferences } from '#web/preferences.tsx'
import { useWords } from '#web/words.ts'

type Props = Readonly<{ open: boolean; onClose: () => void; title: ReactNode; children: ReactNode }>

/** Looks at something without leaving the page; the page keeps `open` in its address. */
export function SidePanel({ open, onClose, title, children }: Props) {
  const t = useWords('ui')
  const { language } = usePreferences()
  return (
    <Drawer
      opened={open}
      onClose={onClose}
      title={title}
      size={480}
      position={language === 'ar' ? 'left' : 'right'}
      closeButtonProps={{ 'aria-label': t('close') }}
      overlayProps={{ backgroundOpacity: 0.2 }}
    >
      {children}
    </Drawer>
  )
}
