// placeholder until the room's first type
