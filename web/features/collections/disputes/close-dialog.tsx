import { Button, Checkbox, Modal, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { DisputeOutcome } from '#core/collections/dispute.ts'
import type { DisputeDetail } from '#core/collections/dispute-api.ts'
import { client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { newId } from '#web/new-id.ts'
import { Why } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './disputes.module.css'

type Props = Readonly<{ dispute: DisputeDetail; onClose: () => void }>

/** Says how a dispute ends, what the customer reads of it, and what that brings about. */
export function CloseDialog({ dispute, onClose }: Props) {
  const t = useWords('disputes')
  const ui = useWords('ui')
  const format = useFormat()
  const [outcome, setOutcome] = useState<DisputeOutcome>('accepted')
  const [note, setNote] = useState('')
  const [tell, setTell] = useState(true)
  const [credits, setCredits] = useState(dispute.creditable !== null)
  const [noteId] = useState(newId)
  const credit = outcome === 'accepted' && credits && dispute.creditable !== null
  const close = useChange(client.collections.closeDispute, () => {
    toast.said(t('close_said'))
    onClose()
  })
  const ready = outcome !== 'rejected' || !tell || note.trim() !== ''
  return (
    <Modal
      opened
      onClose={onClose}
      size={500}
      title={t('close_ask')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <div className={css['ask']}>
        <Select
          label={t('outcome')}
          allowDeselect={false}
          data={DisputeOutcome.options.map((value) => ({ value, label: t(`outcome_${value}`) }))}
          value={outcome}
          onChange={(next) => setOutcome(DisputeOutcome.catch('accepted').parse(next))}
        />
        {outcome === 'accepted' && dispute.creditable && (
          <Checkbox
            size="sm"
            label={
              dispute.amount
                ? t('close_credit', { amount: format.money(dispute.amount) })
                : t('close_credit_whole')
            }
            checked={credits}
            onChange={(event) => setCredits(event.currentTarget.checked)}
          />
        )}
        <Textarea
          label={tell ? t('close_note') : t('close_note_inside')}
          description={tell ? t('close_note_hint') : undefined}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          minRows={2}
          autosize
          dir="auto"
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Checkbox
          size="sm"
          label={t('close_tell')}
          checked={tell}
          onChange={(event) => setTell(event.currentTarget.checked)}
        />
        <Why>
          {t(
            credit
              ? 'sentence_credit'
              : outcome === 'accepted'
                ? 'sentence_accepted'
                : 'sentence_rejected',
          )}
        </Why>
      </div>
      <div className="form-acts">
        <Button
          disabled={!ready}
          loading={close.isPending}
          onClick={() =>
            close.mutate({
              ...{ id: dispute.id, outcome, note: note.trim(), tell },
              ...(credit && { noteId }),
            })
          }
        >
          {t('close_yes')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
      </div>
    </Modal>
  )
}
