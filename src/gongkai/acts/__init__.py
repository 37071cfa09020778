"""How acts are done and recorded: actions with their refusals, facts that stay, the audit trail."""
