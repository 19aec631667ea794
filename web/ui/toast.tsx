import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ui as arabic } from '#web/locales/ar/ui.ts'
import { ui as english } from '#web/locales/en/ui.ts'

type Undo = Readonly<{ label: string; run: () => void }>

// A toast is raised outside the tree, where no hook can say the language; the page itself knows it.
const closeButton = () => {
  const words = document.documentElement.lang === 'en' ? english : arabic
  return { closeButtonProps: { 'aria-label': words.close } }
}

/** Says the fact for six seconds, with a way back when there is one. Never the only place of an error. */
export const toast = {
  said(title: ReactNode, details?: ReactNode, undo?: Undo) {
    const id = notifications.show({
      ...closeButton(),
      title,
      color: 'petrol',
      icon: <IconCheck size={18} />,
      autoClose: 6000,
      message: (
        <>
          {details}
          {undo && (
            <Button
              variant="transparent"
              size="compact-sm"
              onClick={() => {
                notifications.hide(id)
                undo.run()
              }}
            >
              {undo.label}
            </Button>
          )}
        </>
      ),
    })
  },
  /** An error stays until it is closed. */
  failed(title: ReactNode, details?: ReactNode) {
    notifications.show({
      ...closeButton(),
      title,
      message: details,
      color: 'red',
      autoClose: false,
      role: 'alert',
    })
  },
}
