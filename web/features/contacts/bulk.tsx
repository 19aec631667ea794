import { Button, Modal, Select, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CustomerRow } from '#core/contacts/api.ts'
import { api, client } from '#web/client.ts'
import type { Selection } from '#web/ui/list/model.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { filterOf } from './customers-source.ts'
import { useOwners } from './owners.ts'
import { useChange } from './use-change.ts'

type Props = Readonly<{ of: Selection<CustomerRow>; onClose: () => void }>
type Many = Readonly<{ addTags?: string[]; ownerId?: string | null }>

/** Ticked rows by id; everything that matches, by the filter itself. */
const whichOf = ({ all, ids, ask }: Selection<CustomerRow>) =>
  all ? { filter: filterOf(ask) } : { ids: [...ids] }

function useMany({ of, onClose }: Props) {
  const t = useWords('contacts')
  return useChange(
    (change: Many) => client.contacts.changeMany({ which: whichOf(of), ...change }),
    ({ changed }) => {
      toast.said(t('changed_many', { count: changed }))
      of.clear()
      onClose()
    },
  )
}

/** Adds tags to many customers. */
export function BulkTags(props: Props) {
  const t = useWords('contacts')
  const ui = useWords('ui')
  const [cancel, close] = [ui('cancel'), ui('close')]
  const [tags, setTags] = useState<string[]>([])
  const many = useMany(props)
  const { data } = useQuery(api.contacts.facets.queryOptions({ input: {} }))
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={460}
      title={t('tag_ask')}
      closeButtonProps={{ 'aria-label': close }}
    >
      <TagsInput
        label={t('tags')}
        description={t('tags_hint')}
        data={data?.tags.map(({ value }) => value) ?? []}
        value={tags}
        onChange={setTags}
        data-autofocus
      />
      <div className="form-acts">
        <Button
          disabled={tags.length === 0}
          loading={many.isPending}
          onClick={() => many.mutate({ addTags: tags })}
        >
          {t('tag_add')}
        </Button>
        <Button variant="default" onClick={props.onClose}>
          {cancel}
        </Button>
      </div>
    </Modal>
  )
}

/** Gives many customers one owner, or none. */
export function BulkOwner(props: Props) {
  const t = useWords('contacts')
  const ui = useWords('ui')
  const [cancel, close] = [ui('cancel'), ui('close')]
  const { options } = useOwners()
  const [owner, setOwner] = useState<string | null>(null)
  const many = useMany(props)
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={460}
      title={t('owner_ask')}
      closeButtonProps={{ 'aria-label': close }}
    >
      <Select
        label={t('owner')}
        data={[...options, { value: 'none', label: t('owner_clear') }]}
        value={owner}
        onChange={setOwner}
        searchable
        data-autofocus
      />
      <div className="form-acts">
        <Button
          disabled={owner === null}
          loading={many.isPending}
          onClick={() => many.mutate({ ownerId: owner === 'none' ? null : owner })}
        >
          {t('owner_set')}
        </Button>
        <Button variant="default" onClick={props.onClose}>
          {cancel}
        </Button>
      </div>
    </Modal>
  )
}
