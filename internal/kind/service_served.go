package kind

// proofOfService is the form on which whoever receives a paper of a service case signs for
// it (送达回证, 民事诉讼法 87).
const proofOfService = "service_proof"
