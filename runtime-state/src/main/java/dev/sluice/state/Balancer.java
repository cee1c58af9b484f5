package dev.sluice.state;

/** A backend's balancing structure; proxy-core makes and uses it, here it is only carried along with the view. */
public interface Balancer {}
