import { Button, Checkbox, Menu, Modal, TextInput } from '@mantine/core'
import { IconDots, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { SavedView } from '#core/customization/api.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo, useSearchText } from '#web/place.ts'
import { refusalOf } from '#web/refusal.ts'
import { useWords } from '#web/words.ts'
import { type View, Views } from '../page.tsx'
import { Bdi } from '../text/text.tsx'
import { toast } from '../toast.tsx'

type Props = Readonly<{
  /** The `name` of the list below. */
  list: string
  path: string
  /** The views that the product brings; those that people saved follow them. */
  views: readonly View[]
  label?: string
}>

/** The views of a list: the product's own, one's own, and those that a colleague shared. */
export function SavedViews({ list, path, views, label }: Props) {
  const t = useWords('ui')
  const may = useMay()
  const [search] = useSearchText()
  const [saving, setSaving] = useState(false)
  const { data } = useQuery(
    api.customization.views.queryOptions({
      input: { list },
      enabled: may('customization.read') !== undefined,
    }),
  )
  const saved = data?.rows ?? []
  const open = saved.find(({ id }) => id === search['view'])
  const { view: _, ...asked } = search
  const canSave = may('customization.save_views') !== undefined && Object.keys(asked).length > 0
  return (
    <Views
      path={path}
      {...(label === undefined ? {} : { label })}
      views={[
        ...views,
        ...saved.map(({ id, name, search: kept }) => ({
          id,
          label: <Bdi>{name}</Bdi>,
          search: kept,
        })),
      ]}
      {...(canSave && { onNew: () => setSaving(true) })}
      after={
        <>
          {open?.changeable && <ViewMenu view={open} path={path} />}
          <Modal
            opened={saving}
            onClose={() => setSaving(false)}
            size={460}
            title={t('save_view')}
            closeButtonProps={{ 'aria-label': t('close') }}
          >
            <SaveView list={list} path={path} search={asked} onDone={() => setSaving(false)} />
          </Modal>
        </>
      }
    />
  )
}

function SaveView({
  list,
  path,
  search,
  onDone,
}: {
  list: string
  path: string
  search: Readonly<Record<string, string>>
  onDone: () => void
}) {
  const t = useWords('ui')
  const say = useWords('refusals')
  const go = useGo()
  const queries = useQueryClient()
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const save = useMutation({
    mutationFn: () => client.customization.saveView({ id, list, name, search, shared }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.customization.key() })
      onDone()
      go(`${path}?${new URLSearchParams({ view: id, ...search })}`, { replace: true })
    },
  })
  const refused = save.error && refusalOf(save.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        data-autofocus
        label={t('view_name')}
        maxLength={60}
        value={name}
        error={refused && say(refused.code, refused.facts)}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        mt={14}
        label={t('view_shared')}
        checked={shared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
      <Button type="submit" mt={20} loading={save.isPending} disabled={!name.trim()}>
        {t('view_save')}
      </Button>
    </form>
  )
}

function ViewMenu({ view, path }: { view: SavedView; path: string }) {
  const t = useWords('ui')
  const say = useWords('refusals')
  const go = useGo()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: api.customization.key() })
  const restore = useMutation({
    mutationFn: () => {
      const { list, name, search, shared } = view
      return client.customization.saveView({ id: newId(), list, name, search, shared })
    },
    onSuccess: refresh,
  })
  const remove = useMutation({
    mutationFn: () => client.customization.removeView({ id: view.id }),
    onSuccess: async () => {
      await refresh()
      go(path, { replace: true })
      toast.said(t('view_removed', { name: view.name }), undefined, {
        label: t('undo'),
        run: () => restore.mutate(),
      })
    },
    onError: (error) => {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
  })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          style={{ alignSelf: 'center' }}
          aria-label={t('actions_of', { name: view.name })}
        >
          <IconDots size={16} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => remove.mutate()}>
          {t('view_remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
