"""Standards: policy documents as dated data, the rule forms they are written in, and what they give."""
