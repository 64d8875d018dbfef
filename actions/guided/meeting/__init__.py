"""»Forbered min samtale«."""
