import type { ViewSearch } from '#core/customization/api.ts'

export type CustomizationTables = {
  saved_view: {
    company_id: string
    id: string
    list: string
    name: string
    search: ViewSearch
    shared: boolean
    owner_id: string
    made_at: Date
  }
  company_logo: { company_id: string; file_id: string; set_at: Date }
}
