using DmaActors.Exploration;
using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Explanation;
using DmaActors.Exploration.Replay;
using DmaActors.Exploration.Shrinking;
using DmaActors.Lab.Running;

namespace DmaActors.Lab.Exploring;

/// <summary>Takes a violation apart: shrinks its run, makes sure of what is left, and finds out what it fails of.</summary>
/// <param name="whole">The work in which it was found.</param>
/// <param name="newModel">Makes a model of some work.</param>
/// <param name="cancellation">Ends it without a result.</param>
internal sealed class ViolationStudy(Work whole, Func<Work, IModel> newModel, CancellationToken cancellation)
{
    /// <summary>What is known of a violation; null: it was cancelled.</summary>
    /// <param name="found">The run.</param>
    /// <param name="excerpt">What is left already of the work that it was found in; null: all of it.</param>
    /// <exception cref="NondeterminismException">The run is not the same each time.</exception>
    public ScenarioDiagnosis? Of(Counterexample found, Excerpt? excerpt = null)
    {
        try
        {
            var minimal = Shrinker.Shrink(new ScenarioWork(whole, excerpt ?? whole.All, newModel), found, cancellation: cancellation);
            var diagnosis = Explainer.Explain(minimal, cancellation);
            var model = minimal.Work.Model;
            Determinism.Confirm(model, minimal.Run);
            return new ScenarioDiagnosis(diagnosis, whole.All, ((ScenarioWork)minimal.Work).Excerpt, (model as ScenarioModel)?.Blocked ?? []);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
