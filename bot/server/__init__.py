"""The processes: start, supervise, train, the trackers, the doctor."""
