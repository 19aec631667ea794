/** A name that is a number or an address: whoever gave no name is called by it. In PostgreSQL's words. */
export const addressName = '\\S@\\S|^\\+?[0-9٠-٩ ().-]{6,}$'
const pattern = new RegExp(addressName)

/** Whether somebody is called by how they are reached, for want of a name. */
export const isAddressName = (name: string): boolean => pattern.test(name)
