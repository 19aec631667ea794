/** The wire of collaboration: parsed by the server, typed and called in the browser, printed as OpenAPI. */
export const collaborationContract = {}
