"""Pure optimisation: deliveries, security, portfolios of measures."""
