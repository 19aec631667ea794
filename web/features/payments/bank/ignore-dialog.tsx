import { Button, Chip, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { client } from '#web/client.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './bank.module.css'

type Props = Readonly<{ ids: readonly string[]; onClose: () => void; onDone: () => void }>

const usual = ['fees', 'own', 'salary', 'supplier'] as const

/** Puts lines aside, with the reason why they are no customer's money. */
export function IgnoreDialog({ ids, onClose, onDone }: Props) {
  const t = useWords('bank')
  const ui = useWords('ui')
  const [reason, setReason] = useState('')
  const ignore = useChange(
    () => client.payments.ignoreLines({ ids: [...ids], reason: reason.trim() }),
    ({ ignored }) => {
      toast.said(t('ignored_said', { count: ignored.length }))
      onClose()
      onDone()
    },
  )
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('ignore_ask', { count: ids.length })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <div className={css['usual']}>
        {usual.map((one) => {
          const words = t(`ignore_${one}`)
          return (
            <Chip key={one} checked={reason === words} onChange={() => setReason(words)}>
              {words}
            </Chip>
          )
        })}
      </div>
      <TextInput
        label={t('ignore_reason')}
        dir="auto"
        maxLength={500}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="form-acts">
        <Button
          disabled={reason.trim() === ''}
          loading={ignore.isPending}
          onClick={() => ignore.mutate(undefined)}
        >
          {t('ignore_yes')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
      </div>
    </Modal>
  )
}
