/** Stands in for the package `freeice`, which names public STUN servers: the page talks to the clinic's own servers only. */
const noServers = (): readonly RTCIceServer[] => [];

// openvidu-browser takes the module itself for the function.
export { noServers as 'module.exports' };
