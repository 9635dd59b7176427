using System.Collections.Immutable;
using DmaActors.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DmaActors.Generators.Sharing;

/// <summary>Finds the state of a driver that the runtime cannot observe: mutable members without [SoftState], and mutable statics.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedStateAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(SharingRules.UndeclaredState, SharingRules.SharedStatic);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Our own cells and backing fields stand in generated code.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(static symbol => CheckField(symbol), SymbolKind.Field);
        context.RegisterSymbolAction(static symbol => CheckProperty(symbol), SymbolKind.Property);
    }

    private static void CheckField(SymbolAnalysisContext context)
    {
        var field = (IFieldSymbol)context.Symbol;
        if (field is { IsConst: false, IsReadOnly: false, IsImplicitlyDeclared: false } && IsInDriver(field))
            Report(context, field, field.Type, howToDeclare: " as a partial property");
    }

    private static void CheckProperty(SymbolAnalysisContext context)
    {
        var property = (IPropertySymbol)context.Symbol;
        if (property is { IsIndexer: false, SetMethod.IsInitOnly: false }
            && IsInDriver(property)
            && !property.HasRuntimeAttribute("SoftStateAttribute")
            && HasBackingField(property))
            Report(context, property, property.Type, howToDeclare: " and partial");
    }

    private static void Report(SymbolAnalysisContext context, ISymbol member, ITypeSymbol type, string howToDeclare)
    {
        var place = member.Locations[0];
        if (member.IsStatic)
            context.ReportDiagnostic(Diagnostic.Create(SharingRules.SharedStatic, place, member.Name));
        else if (!SynchronizationTypes.Includes(type))
            context.ReportDiagnostic(Diagnostic.Create(SharingRules.UndeclaredState, place, member.Name, howToDeclare, member.ContainingType.Name));
    }

    private static bool IsInDriver(ISymbol member) =>
        member.ContainingType is { TypeKind: TypeKind.Class } type && type.DerivesFrom("Driver", RuntimeNames.Framework);

    private static bool HasBackingField(IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { AssociatedSymbol: { } owner } && SymbolEqualityComparer.Default.Equals(owner, property))
                return true;
        }

        return false;
    }
}
