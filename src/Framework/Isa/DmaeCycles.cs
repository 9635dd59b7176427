namespace DmaActors.Framework.Isa;

/// <summary>The timing of bus cycles: <c>der_cycles</c> of <c>ddi_dmae_req(9S)</c>. A choice of EISA; the 8237 has one timing.</summary>
public enum DmaeCycles
{
    /// <summary>DMAE_CYCLES_1: compatible.</summary>
    Compatible = 0,

    /// <summary>DMAE_CYCLES_2: type A.</summary>
    TypeA = 1,

    /// <summary>DMAE_CYCLES_3: type B.</summary>
    TypeB = 2,

    /// <summary>DMAE_CYCLES_4: burst.</summary>
    Burst = 3,
}
