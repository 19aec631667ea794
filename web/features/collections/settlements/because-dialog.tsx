import { Button, Modal, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useWords } from '#web/words.ts'

type Props = Readonly<{
  title: string
  label: string
  yes: ReactNode
  /** How much has to be written. */
  least: number
  busy: boolean
  onYes: (reason: string) => void
  onClose: () => void
}>

/** Decides one thing, with a sentence why. */
export function BecauseDialog({ title, label, yes, least, busy, onYes, onClose }: Props) {
  const ui = useWords('ui')
  const [reason, setReason] = useState('')
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={title}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <Textarea
        label={label}
        minRows={2}
        dir="auto"
        maxLength={least === 0 ? 120 : 400}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="form-acts">
        <Button
          disabled={reason.trim().length < least}
          loading={busy}
          onClick={() => onYes(reason.trim())}
        >
          {yes}
        </Button>
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
      </div>
    </Modal>
  )
}
