import { Button, Modal } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { PickerInput } from '#web/ui/form/picker-input.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './contacts.module.css'
import { loadCustomers } from './customer-picker.ts'
import { useChange } from './use-change.ts'

type Side = Readonly<{ id: string; name: string; number: string }>
type Props = Readonly<{ survivor: Side; other?: Side; onClose: () => void }>

/** Joins two records: which one stays is chosen here, and nothing is lost. */
export function MergeDialog({ survivor, other, onClose }: Props) {
  const t = useWords('contacts')
  const ui = useWords('ui')
  const [cancel, close] = [ui('cancel'), ui('close')]
  const [otherId, setOtherId] = useState<string | null>(other?.id ?? null)
  const [swapped, setSwapped] = useState(false)
  const [mergeId] = useState(() => newId())
  const go = useGo()
  const { data } = useQuery({
    ...api.contacts.show.queryOptions({ input: { id: otherId ?? '' } }),
    enabled: otherId !== null && !other,
  })
  const found = other ?? (data && data.id === otherId ? data : undefined)
  const [stays, goes] = swapped && found ? [found, survivor] : [survivor, found]
  const merge = useChange(
    (pair: { id: string; mergedId: string }) => client.contacts.merge({ ...pair, mergeId }),
    () => {
      toast.said(t('merged_said', { merged: goes?.name ?? '', survivor: stays.name }))
      onClose()
      if (!other) go(`/customers/${stays.id}`)
    },
  )
  const title = goes ? t('merge_ask', { merged: goes.name, survivor: stays.name }) : t('merge')
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={title}
      closeButtonProps={{ 'aria-label': close }}
    >
      {!other && (
        <PickerInput
          label={t('merge_pick')}
          load={async (text) =>
            (await loadCustomers(text)).filter(({ value }) => value !== survivor.id)
          }
          value={otherId}
          onChange={setOtherId}
        />
      )}
      {goes && (
        <>
          <div className={css['stays']}>
            <span>{t('merge_keep')}</span>
            <b>
              <Bdi>{stays.name}</Bdi>
            </b>
            <Code quiet>{stays.number}</Code>
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconArrowsExchange size={15} />}
              onClick={() => setSwapped(!swapped)}
            >
              {t('merge_swap')}
            </Button>
          </div>
          <p>{t('merge_hint', { merged: goes.name, survivor: stays.name })}</p>
        </>
      )}
      <div className="form-acts">
        <Button
          disabled={!goes}
          loading={merge.isPending}
          onClick={() => goes && merge.mutate({ id: stays.id, mergedId: goes.id })}
        >
          {t('merge_yes')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {cancel}
        </Button>
      </div>
    </Modal>
  )
}
