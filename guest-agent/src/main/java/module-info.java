/** The guest agent's protocol, its client and the agent's binary. */
module dev.hutch.agent {
  requires static org.jspecify;

  exports dev.hutch.agent;
  exports dev.hutch.agent.client;
  exports dev.hutch.agent.files;
  exports dev.hutch.agent.protocol;
}
