import { MultiSelect, Select, Switch } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { messageChannels } from '#core/messaging/message.ts'
import { useSearchText } from '#web/place.ts'
import { useWords } from '#web/words.ts'
import { useTypeName } from './channel.tsx'
import css from './list.module.css'
import { useAgents, useConversationLabels, useTypes } from './lists.ts'
import { filterNames } from './use-conversations.ts'

/** Everything that may narrow the list, each as one field. */
export function FilterFields() {
  const t = useWords('inbox')
  const [search, change] = useSearchText()
  const options = useFilterOptions()
  const many = (name: 'channel' | 'type' | 'label') => (
    <MultiSelect
      label={t(`filter_${name}`)}
      data={options[name]}
      {...(search[name] ? {} : { placeholder: t('filter_all') })}
      value={search[name] ? search[name].split(',') : []}
      onChange={(values) => change({ [name]: values.join(',') || null })}
      comboboxProps={{ withinPortal: false }}
      size="sm"
      clearable
    />
  )
  return (
    <div className={css['filterForm']}>
      {many('channel')}
      {many('type')}
      {many('label')}
      <Select
        label={t('filter_agent')}
        data={options.agent}
        placeholder={t('filter_all')}
        value={search['agent'] ?? null}
        onChange={(agent) => change({ agent })}
        comboboxProps={{ withinPortal: false }}
        clearable
        allowDeselect
      />
      <Switch
        label={t('filter_unread')}
        checked={Boolean(search['unread'])}
        onChange={({ currentTarget: { checked } }) => change({ unread: checked ? '1' : null })}
      />
      <Switch
        label={t('filter_late')}
        checked={Boolean(search['late'])}
        onChange={({ currentTarget: { checked } }) => change({ late: checked ? '1' : null })}
      />
    </div>
  )
}

function useFilterOptions() {
  const t = useWords('inbox')
  const typeName = useTypeName()
  const types = useTypes()
  const labels = useConversationLabels()
  const agents = useAgents()
  return {
    channel: messageChannels.map((value) => ({ value, label: t(`channel_${value}`) })),
    type: types.map((type) => ({ value: type.id, label: typeName(type) })),
    label: labels.map(({ id, name }) => ({ value: id, label: name })),
    agent: agents.map(({ user }) => ({ value: user.id, label: user.name })),
  }
}

/** What narrows the list now, one sentence each, with its way out. */
export function FilterChips() {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const [search, change] = useSearchText()
  const options = useFilterOptions()
  const said = (name: (typeof filterNames)[number]): string => {
    if (name === 'unread' || name === 'late') return ''
    const chosen = (search[name] ?? '').split(',')
    const words = options[name].flatMap(({ value, label }) =>
      chosen.includes(value) ? [label] : [],
    )
    return words.join(ui('comma'))
  }
  return (
    <div className={css['filterChips']}>
      {filterNames
        .filter((name) => search[name])
        .map((name) => (
          <button
            key={name}
            type="button"
            aria-label={ui('remove_filter', { name: t(`filter_${name}`) })}
            onClick={() => change({ [name]: null })}
          >
            {t(`filter_${name}`)} <b>{said(name)}</b> <IconX size={13} aria-hidden="true" />
          </button>
        ))}
    </div>
  )
}
