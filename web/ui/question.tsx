import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '#web/words.ts'

type Props = Readonly<{
  open: boolean
  onClose: () => void
  /** A question. */
  title: ReactNode
  children?: ReactNode
  /** A verb with the amount in it: «اشطب 19,067.00 ر.س». */
  yes: ReactNode
  no?: ReactNode
  onYes: () => void
  busy?: boolean
  /** For what destroys. */
  grave?: boolean
}>

/** Decides one thing that cannot be undone. */
export function Question(props: Props) {
  const t = useWords('ui')
  return (
    <Modal
      opened={props.open}
      onClose={props.onClose}
      size={460}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {props.children}
      <div className="form-acts">
        <Button
          onClick={props.onYes}
          loading={props.busy ?? false}
          {...(props.grave ? { color: 'red' } : {})}
        >
          {props.yes}
        </Button>
        <Button variant="default" onClick={props.onClose}>
          {props.no ?? t('cancel')}
        </Button>
      </div>
    </Modal>
  )
}
