namespace DmaActors.Framework.Nexus;

/// <content>What it holds, for a reader.</content>
internal sealed partial class RootNexus : IDescribed
{
    void IDescribed.Describe(StateWriter state)
    {
        state.Group("pools").WriteUse("handles", handles.Count, options.Handles).WriteUse("bindings", bus.Bound, options.Bindings);
        bus.Describe(state);
        memory.Describe(state);
        handles.Describe(state.Group("handles"));
        lists.Describe(state.Group("callback lists"));
        state.Group("sleepers");
        foreach (var request in parked)
            state.Write(request.Caller.Name, request.Never is null ? request.Request.GetType().Name : $"{request.Request.GetType().Name}, which no release can help");
    }
}
