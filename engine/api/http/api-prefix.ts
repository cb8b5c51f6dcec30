/** What every path of the API begins with. */
export const apiPrefix = '/api';
