"""What tests of the whole product share: the running stack and the three actors."""
